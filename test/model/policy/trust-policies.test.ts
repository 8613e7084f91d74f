import { evaluate } from '../../../model/policy/evaluate';
import type { Principal } from '../../../model/policy/request';
import { document, identityPolicy, OWNER, PARTNER, request, role } from './factories';

const TARGET = `arn:aws:iam::${OWNER}:role/deployer`;

function assume(principal: Principal, trusted: Record<string, string>, mayAssume: boolean) {
  return evaluate(
    request({
      principal,
      action: 'sts:AssumeRole',
      resource: TARGET,
      identityPolicies: mayAssume
        ? [identityPolicy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: TARGET })]
        : [],
      resourcePolicies: [
        {
          name: `the trust policy of ${TARGET}`,
          document: document({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }),
        },
      ],
    }),
  ).kind;
}

describe('a role can be assumed', () => {
  test('by a service that its trust policy names', () => {
    const lambda: Principal = { kind: 'service', service: 'lambda.amazonaws.com' };
    expect(assume(lambda, { Service: 'lambda.amazonaws.com' }, false)).toBe('allow');
    expect(assume(lambda, { Service: 'ec2.amazonaws.com' }, false)).toBe('implicit-deny');
  });

  test('by a role of its account that the trust policy names', () => {
    expect(assume(role(OWNER), { AWS: role(OWNER).roleArn }, false)).toBe('allow');
  });

  test('by a role of a trusted account only with an identity policy', () => {
    expect(assume(role(OWNER), { AWS: OWNER }, true)).toBe('allow');
    expect(assume(role(OWNER), { AWS: OWNER }, false)).toBe('implicit-deny');
    expect(assume(role(PARTNER), { AWS: PARTNER }, true)).toBe('allow');
    expect(assume(role(PARTNER), { AWS: PARTNER }, false)).toBe('implicit-deny');
  });

  test('never by an identity policy alone, even within the account', () => {
    expect(assume(role(OWNER), { AWS: PARTNER }, true)).toBe('implicit-deny');
  });
});
