import type { PolicyPrincipal, PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { Principal } from '../../../model/policy/request';
import { ANYONE, identityPolicy, OWNER, PARTNER, QUEUE, queuePolicy, request, role, root, S3, user } from './factories';

const ALLOW_SEND = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE } as const;

function allows(named: PolicyPrincipal, principal: Principal, identityPolicies = [] as PolicyStatement[]): boolean {
  return evaluate(
    request({
      principal,
      identityPolicies: identityPolicies.length > 0 ? [identityPolicy(...identityPolicies)] : [],
      resourcePolicies: [queuePolicy({ ...ALLOW_SEND, Principal: named })],
    }),
  ).allowed;
}

describe('a queue policy allows', () => {
  test.each<[string, PolicyPrincipal, Principal]>([
    ['a role by its ARN', { AWS: `arn:aws:iam::${OWNER}:role/worker` }, role(OWNER)],
    ["a role's session by its ARN", { AWS: `arn:aws:sts::${OWNER}:assumed-role/worker/session` }, role(OWNER)],
    ['a user by its ARN', { AWS: [`arn:aws:iam::${OWNER}:user/ada`] }, user(OWNER)],
    ['a service by its name', { Service: 's3.amazonaws.com' }, S3],
    ['one of several services', { Service: ['sns.amazonaws.com', 's3.amazonaws.com'] }, S3],
    ['a role of its account by *', '*', role(OWNER)],
    ['a role of its account by AWS *', { AWS: '*' }, role(OWNER)],
    ['an anonymous caller by *', '*', ANYONE],
    ['a service by *', '*', S3],
    ['a service by AWS *, as the older S3 and SNS policies had it', { AWS: '*' }, S3],
  ])('%s without any identity policy', (_, named, principal) => {
    expect(allows(named, principal)).toBe(true);
  });
});

describe('a queue policy does not allow', () => {
  test.each<[string, PolicyPrincipal, Principal]>([
    ['another role', { AWS: `arn:aws:iam::${OWNER}:role/other` }, role(OWNER)],
    ['a role of the same name in another account', { AWS: `arn:aws:iam::${PARTNER}:role/worker` }, role(OWNER)],
    ['another session', { AWS: `arn:aws:sts::${OWNER}:assumed-role/worker/other` }, role(OWNER)],
    ['a role by a wildcard in its ARN', { AWS: `arn:aws:iam::${OWNER}:role/*` }, role(OWNER)],
    ['another service', { Service: 'sns.amazonaws.com' }, S3],
    ["a service by its owner's account", { AWS: OWNER }, S3],
    ['an anonymous caller by an account', { AWS: OWNER }, ANYONE],
    ['a role by the name of a service', { Service: 's3.amazonaws.com' }, role(OWNER)],
  ])('%s', (_, named, principal) => {
    expect(allows(named, principal)).toBe(false);
  });
});

describe("a queue policy that names only the account's root", () => {
  test.each([`arn:aws:iam::${OWNER}:root`, OWNER])('gives a role of that account nothing by itself (%s)', (name) => {
    expect(allows({ AWS: name }, role(OWNER))).toBe(false);
  });

  test('lets the account decide by its identity policies', () => {
    expect(allows({ AWS: OWNER }, role(OWNER), [ALLOW_SEND])).toBe(true);
    expect(allows({ AWS: PARTNER }, role(PARTNER), [ALLOW_SEND])).toBe(true);
  });

  test('allows the root user itself', () => {
    expect(allows({ AWS: PARTNER }, root(PARTNER))).toBe(true);
  });
});

describe('the root user of an account', () => {
  test('may do everything in its own account', () => {
    expect(evaluate(request({ principal: root(OWNER) })).allowed).toBe(true);
  });

  test('may do nothing in another account by itself', () => {
    expect(evaluate(request({ principal: root(PARTNER) })).allowed).toBe(false);
  });

  test("is stopped by a queue policy's denial", () => {
    const denial = queuePolicy({ ...ALLOW_SEND, Effect: 'Deny', Principal: '*' });
    expect(evaluate(request({ principal: root(OWNER), resourcePolicies: [denial] })).kind).toBe('explicit-deny');
  });
});

describe('a statement with NotPrincipal', () => {
  const worker = role(OWNER);
  const exempting = (...names: string[]) =>
    evaluate(
      request({
        principal: worker,
        identityPolicies: [identityPolicy(ALLOW_SEND)],
        resourcePolicies: [queuePolicy({ ...ALLOW_SEND, Effect: 'Deny', NotPrincipal: { AWS: names } })],
      }),
    ).kind;

  test('exempts a session that is named with its role and its account', () => {
    expect(exempting(worker.arn, worker.roleArn, `arn:aws:iam::${OWNER}:root`)).toBe('allow');
  });

  test('still denies a session whose role alone is named', () => {
    expect(exempting(worker.roleArn)).toBe('explicit-deny');
  });

  test('exempts a named service', () => {
    const statements: PolicyStatement[] = [
      { ...ALLOW_SEND, Principal: '*' },
      { ...ALLOW_SEND, Effect: 'Deny', NotPrincipal: { Service: 's3.amazonaws.com' } },
    ];
    const decide = (principal: Principal) =>
      evaluate(request({ principal, resourcePolicies: [queuePolicy(...statements)] })).allowed;
    expect(decide(S3)).toBe(true);
    expect(decide(worker)).toBe(false);
    expect(decide(ANYONE)).toBe(false);
  });

  test('of everyone denies nobody', () => {
    expect(exempting('*')).toBe('allow');
  });

  test('never allows anybody', () => {
    const allowing = queuePolicy({ ...ALLOW_SEND, NotPrincipal: { AWS: PARTNER } });
    expect(evaluate(request({ resourcePolicies: [allowing] })).allowed).toBe(false);
  });
});

describe('a statement without a principal', () => {
  test('in a queue policy is about nobody', () => {
    expect(evaluate(request({ resourcePolicies: [queuePolicy(ALLOW_SEND)] })).allowed).toBe(false);
  });
});
