import type { PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest } from '../../../model/policy/request';
import { identityPolicy, OWNER, PARTNER, QUEUE, queuePolicy, request } from './factories';

function allows(statement: Partial<PolicyStatement>, overrides: Partial<AccessRequest> = {}): boolean {
  const policy = identityPolicy({ Effect: 'Allow', ...statement });
  return evaluate(request({ identityPolicies: [policy], ...overrides })).allowed;
}

describe('an action', () => {
  test.each([
    ['sqs:SendMessage', true],
    ['SQS:sendmessage', true],
    ['sqs:Send*', true],
    ['sqs:*', true],
    ['*', true],
    ['sqs:SendMessag?', true],
    ['sqs:Send', false],
    ['sns:*', false],
  ])('%s: %s', (action, expected) => {
    expect(allows({ Action: action, Resource: QUEUE })).toBe(expected);
  });

  test('in NotAction is what the statement does not speak of', () => {
    expect(allows({ NotAction: 'sqs:Send*', Resource: QUEUE })).toBe(false);
    expect(allows({ NotAction: ['sqs:DeleteQueue'], Resource: QUEUE })).toBe(true);
  });
});

describe('a resource', () => {
  test.each([
    [QUEUE, true],
    [`arn:aws:sqs:*:${OWNER}:orders`, true],
    [`arn:aws:sqs:us-east-1:${OWNER}:ord*`, true],
    ['arn:aws:sqs:*', true],
    ['*', true],
    [`arn:aws:sqs:us-east-1:${OWNER}:Orders`, false],
    [`arn:aws:sqs:us-east-1:${PARTNER}:*`, false],
  ])('%s: %s', (resource, expected) => {
    expect(allows({ Action: 'sqs:*', Resource: resource })).toBe(expected);
  });

  test('in NotResource is what the statement does not speak of', () => {
    expect(allows({ Action: 'sqs:*', NotResource: QUEUE })).toBe(false);
    expect(allows({ Action: 'sqs:*', NotResource: `${QUEUE}-dead` })).toBe(true);
  });

  test('must be named by an identity policy, and need not be by a resource policy', () => {
    const statement = { Effect: 'Allow', Action: 'sqs:*' } as const;
    expect(allows(statement)).toBe(false);
    const policy = queuePolicy({ ...statement, Principal: '*' });
    expect(evaluate(request({ resourcePolicies: [policy] })).allowed).toBe(true);
  });
});
