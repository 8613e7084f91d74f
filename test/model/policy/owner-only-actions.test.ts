import { evaluate } from '../../../model/policy/evaluate';
import { isOwnerOnlyAction, SQS_ACTIONS } from '../../../model/policy/sqs-actions';
import { identityPolicy, OWNER, PARTNER, QUEUE, queuePolicy, request, role } from './factories';

function decide(action: string, account: string) {
  const principal = role(account);
  const everything = { Effect: 'Allow', Action: 'sqs:*', Resource: QUEUE } as const;
  return evaluate(
    request({
      principal,
      action,
      identityPolicies: [identityPolicy(everything)],
      resourcePolicies: [queuePolicy({ ...everything, Principal: { AWS: principal.roleArn } })],
    }),
  );
}

const OWNER_ONLY = SQS_ACTIONS.filter(isOwnerOnlyAction);

test('SQS has 20 actions, 12 of them for the owner only', () => {
  expect([SQS_ACTIONS.length, OWNER_ONLY.length]).toEqual([20, 12]);
});

test.each(OWNER_ONLY)('%s is never granted to another account', (action) => {
  expect(decide(action, PARTNER).kind).toBe('implicit-deny');
  expect(decide(action, PARTNER).reason).toContain(`Only account ${OWNER}`);
  expect(decide(action, OWNER).kind).toBe('allow');
});

test.each(SQS_ACTIONS.filter((action) => !isOwnerOnlyAction(action)))(
  '%s can be granted to another account',
  (action) => {
    expect(decide(action, PARTNER).kind).toBe('allow');
  },
);
