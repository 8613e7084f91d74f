import type { Compute } from '../../compute/compute';
import type { FunctionSettings } from '../../compute/function';
import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { CallOptions, Router } from '../service';
import type { LambdaState } from './model/state';

/** What Lambda's actions share. */
export interface LambdaContext {
  readonly kernel: Kernel;
  readonly router: Router;
  readonly compute: Compute;
  readonly state: LambdaState;
  readonly random: Random;
}

/** How Lambda calls other services for a function: as the function's role. */
export function asRole({ roleArn, name, account, region }: FunctionSettings): CallOptions {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const partition = roleArn.split(':')[1];
  return {
    principal: { kind: 'role', account, roleArn, arn: `arn:${partition}:sts::${account}:assumed-role/${role}/${name}` },
    account,
    region,
  };
}
