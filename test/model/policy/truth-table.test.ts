import { evaluate } from '../../../model/policy/evaluate';
import type { Decision } from '../../../model/policy/request';
import { identityPolicy, OWNER, PARTNER, QUEUE, queuePolicy, request, role } from './factories';

type Side = 'Allow' | 'Deny' | 'none';
const ALLOW: Decision['kind'] = 'allow';
const IMPLICIT: Decision['kind'] = 'implicit-deny';
const DENY: Decision['kind'] = 'explicit-deny';

/** AWS's own table: identity policy, queue policy, same account, cross account. */
const TABLE: readonly [Side, Side, Decision['kind'], Decision['kind']][] = [
  ['Allow', 'Allow', ALLOW, ALLOW],
  ['Allow', 'none', ALLOW, IMPLICIT],
  ['Allow', 'Deny', DENY, DENY],
  ['none', 'Allow', ALLOW, IMPLICIT],
  ['none', 'none', IMPLICIT, IMPLICIT],
  ['none', 'Deny', DENY, DENY],
  ['Deny', 'Allow', DENY, DENY],
  ['Deny', 'none', DENY, DENY],
  ['Deny', 'Deny', DENY, DENY],
];

function decide(identity: Side, queue: Side, account: string): Decision {
  const principal = role(account);
  const statement = { Action: 'sqs:SendMessage', Resource: QUEUE };
  return evaluate(
    request({
      principal,
      identityPolicies: identity === 'none' ? [] : [identityPolicy({ Effect: identity, ...statement })],
      resourcePolicies:
        queue === 'none' ? [] : [queuePolicy({ Effect: queue, Principal: { AWS: principal.roleArn }, ...statement })],
    }),
  );
}

describe.each(TABLE)(
  'an identity policy that says %s and a queue policy that says %s',
  (identity, queue, same, cross) => {
    test(`give ${same} within the account`, () => {
      expect(decide(identity, queue, OWNER).kind).toBe(same);
    });

    test(`give ${cross} across accounts`, () => {
      expect(decide(identity, queue, PARTNER).kind).toBe(cross);
    });
  },
);
