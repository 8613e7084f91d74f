import { assumedRoleArn } from '../../../model/arn';
import type { PolicyStatement } from '../../../model/policy/document';
import type { Principal } from '../../../model/policy/request';

export const service = (name: string): Principal => ({ kind: 'service', service: `${name}.amazonaws.com` });

export const ANYONE: Principal = { kind: 'anonymous' };

/** A session of a role, by the role's ARN. */
export function sessionOf(roleArn: string): Principal {
  const account = roleArn.split(':')[4] ?? '';
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return { kind: 'role', account, roleArn, arn: assumedRoleArn({ account, name, session: 'session' }) };
}

/** A role beside the template, which has no policies but those that a cell gives. */
export const roleOf = (account: string, name = 'somebody'): Principal =>
  sessionOf(`arn:aws:iam::${account}:role/${name}`);

/** A key policy that leaves everything to its account's identity policies. */
export const delegatedTo = (account: string): readonly PolicyStatement[] => [
  { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
];

/** What an administrator's policy says. */
export const EVERYTHING: readonly PolicyStatement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
