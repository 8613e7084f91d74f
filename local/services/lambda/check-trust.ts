import { AwsError } from '../../aws-error';
import type { Request } from '../service';
import { invalid } from './model/function-rules';
import type { LambdaContext } from './service-context';

/** Lambda takes a role only when the role's trust policy lets Lambda assume it. */
export function checkTrust({ router }: LambdaContext, roleArn: string, { account, region }: Request): void {
  const refused = (reason: string) =>
    invalid(`The role defined for the function cannot be assumed by Lambda. ${reason}`);
  try {
    const decision = router.decide(
      'sts',
      'AssumeRole',
      { RoleArn: roleArn, RoleSessionName: 'lambda' },
      { principal: { kind: 'service', service: 'lambda.amazonaws.com' }, account, region },
    );
    if (!decision.allowed) throw refused(decision.reason);
  } catch (error) {
    if (error instanceof AwsError && error.code !== 'InvalidParameterValueException') throw refused(error.message);
    throw error;
  }
}
