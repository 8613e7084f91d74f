import type { PolicyConditions } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import { OPERATORS } from '../../../model/policy/operators';
import type { AccessRequest } from '../../../model/policy/request';
import { ANYONE, identityPolicy, OWNER, request, role, S3, user } from './factories';

type Context = AccessRequest['context'];

/** Whether a condition holds: the only statement allows everything under it. */
function holds(condition: PolicyConditions, context: Context, overrides: Partial<AccessRequest> = {}): boolean {
  const policy = identityPolicy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition });
  return evaluate(request({ ...overrides, context, identityPolicies: [policy] })).allowed;
}

const table = (operator: string, wanted: string | readonly string[]) => ({
  with: (value: string | readonly string[] | undefined) =>
    holds({ [operator]: { 'x:key': wanted } }, { 'x:key': value }),
});

describe('operators compare one value', () => {
  test.each<[string, string | readonly string[], string, boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringEqualsIgnoreCase', 'Straße', 'sTRAßE', true],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringLike', 'a*c', 'abbbc', true],
    ['StringLike', 'a?c', 'ac', false],
    ['StringLike', 'a?c', 'a😀c', true],
    ['StringLike', '*', '', true],
    ['StringLike', '*a*b*', 'xxaxxbxx', true],
    ['StringLike', '*a*b', 'abab', true],
    ['StringLike', 'a.c', 'abc', false],
    ['StringLike', 'A*', 'abc', false],
    ['StringNotLike', 'a*', 'abc', false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '100', true],
    ['NumericGreaterThanEquals', '10', '9.99', false],
    ['NumericLessThan', '10', 'nine', false],
    ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
    ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', true],
    ['DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00+01:00', false],
    ['DateGreaterThanEquals', '2026-01-01T00:00:00', '2026-01-01T00:00:00Z', true],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', true],
    ['Bool', 'true', 'true', true],
    ['Bool', 'True', 'true', true],
    ['Bool', 'false', 'true', false],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'qmluyxj5', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.0', false],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '0.0.0.0/0', '8.8.8.8', true],
    ['IpAddress', '2001:db8::/32', '2001:db8:ffff::1', true],
    ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
    ['IpAddress', '0.0.0.0/0', '::1', false],
    ['IpAddress', '203.0.113.0/33', '203.0.113.1', false],
    ['NotIpAddress', '203.0.113.0/24', '203.0.114.1', true],
    ['NotIpAddress', ['10.0.0.0/8', '203.0.113.0/24'], '10.1.2.3', false],
    ['ArnEquals', 'arn:aws:s3:::a', 'arn:aws:s3:::a', true],
    ['ArnEquals', 'arn:aws:s3:::a*', 'arn:aws:s3:::abc', true],
    ['ArnLike', 'arn:aws:s3:*:*:a', 'arn:aws:s3:::a', true],
    ['ArnLike', 'arn:aws:sns:*:1:a', 'arn:aws:sns:eu-west-1:1:a', true],
    ['ArnLike', 'arn:aws:sns:*:a', 'arn:aws:sns:eu-west-1:1:a', false],
    ['ArnLike', 'arn:*:a', 'arn:aws:s3:::a', false],
    ['ArnLike', 'arn:aws:lambda:*:*:function:a*', 'arn:aws:lambda:us-east-1:1:function:ab:live', true],
    ['ArnLike', 'arn:aws:s3:::a', 'a', false],
    ['ArnLike', 'arn:*:*:*:*:*', 'arn:aws', false],
    ['ArnLike', '*', 'arn:aws:s3:::a', false],
    ['ArnNotLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::b', true],
    ['ArnNotEquals', 'arn:aws:s3:::a', 'arn:aws:s3:::a', false],
    ['StringAlmostEquals', 'a', 'a', false],
  ])('%s %j against %j: %s', (operator, wanted, value, expected) => {
    expect(table(operator, wanted).with(value)).toBe(expected);
  });
});

describe('a missing key', () => {
  test.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['Bool', false],
    ['BoolIfExists', true],
    ['ArnNotLike', true],
    ['NotIpAddress', true],
    ['NumericLessThan', false],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', true],
  ])('makes %s %s', (operator, expected) => {
    expect(table(operator, 'a').with(undefined)).toBe(expected);
  });

  test('is what Null with true wants, and Null with false refuses', () => {
    expect(table('Null', 'true').with(undefined)).toBe(true);
    expect(table('Null', 'false').with(undefined)).toBe(false);
    expect(table('Null', 'true').with('a')).toBe(false);
    expect(table('Null', 'false').with('a')).toBe(true);
  });

  test('is not told from one that is there by a value that is neither true nor false', () => {
    expect([table('Null', 'a').with(undefined), table('Null', 'a').with('a')]).toEqual([false, false]);
    expect(table('Null', 'True').with(undefined)).toBe(true);
  });

  test('is also one with an empty list of values', () => {
    expect(table('Null', 'true').with([])).toBe(true);
  });

  test('with IfExists still compares a value that is there', () => {
    expect(table('StringEqualsIfExists', 'a').with('b')).toBe(false);
  });
});

describe('a key with several values', () => {
  test.each<[string, readonly string[], boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'c'], false],
    ['ForAllValues:StringNotEquals', ['c', 'd'], true],
    ['ForAllValues:StringNotEquals', ['a', 'd'], false],
    ['ForAnyValue:StringEquals', ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['c'], false],
    ['ForAnyValue:StringNotEquals', ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], false],
  ])('%s [a, b] against %j: %s', (operator, values, expected) => {
    expect(table(operator, ['a', 'b']).with(values)).toBe(expected);
  });
});

describe('every operator', () => {
  /** A value of the policy, one of the request that is equal to it, and one that is not. */
  const VALUES: Readonly<Record<string, readonly [string, string, string]>> = {
    String: ['a', 'a', 'b'],
    Numeric: ['1', '1.0', '2'],
    Date: ['2026-01-01T00:00:00Z', '1767225600', '2027-01-01'],
    Bool: ['true', 'True', 'false'],
    Binary: ['QQ==', 'QQ==', 'Qg=='],
    Ip: ['10.0.0.0/8', '10.1.1.1', '11.1.1.1'],
    Arn: ['arn:aws:s3:::a', 'arn:aws:s3:::a', 'arn:aws:s3:::b'],
  };
  const kindOf = (name: string) => Object.keys(VALUES).find((kind) => name.includes(kind)) ?? '';
  const isNegated = (name: string) => name.includes('Not');
  /** Equal values are neither less nor greater; the other one is greater. */
  const onEqual = (name: string) => !isNegated(name) && !/(LessThan|GreaterThan)$/.test(name);
  const onOther = (name: string) => isNegated(name) || name.includes('GreaterThan');

  test.each([...OPERATORS.keys()])('%s, with each prefix and IfExists', (name) => {
    const [wanted, equal, other] = VALUES[kindOf(name)] ?? ['', '', ''];
    const results = (operator: string) =>
      [equal, other, undefined, [equal, other]].map((value) => table(operator, wanted).with(value));
    const [whenEqual, whenOther] = [onEqual(name), onOther(name)];
    const missing = isNegated(name);
    // Without a prefix one matching value decides, for a negated operator against it.
    const either = isNegated(name) ? whenEqual && whenOther : whenEqual || whenOther;
    expect(results(name)).toEqual([whenEqual, whenOther, missing, either]);
    expect(results(`${name}IfExists`)).toEqual([whenEqual, whenOther, true, either]);
    const all = whenEqual && whenOther;
    expect(results(`ForAllValues:${name}`)).toEqual([whenEqual, whenOther, true, all]);
    expect(results(`ForAllValues:${name}IfExists`)).toEqual([whenEqual, whenOther, true, all]);
    const any = whenEqual || whenOther;
    expect(results(`ForAnyValue:${name}`)).toEqual([whenEqual, whenOther, false, any]);
    expect(results(`ForAnyValue:${name}IfExists`)).toEqual([whenEqual, whenOther, true, any]);
  });

  test.each([
    ['ForAllValues:StringEquals', true],
    ['ForAllValues:StringEqualsIfExists', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringEqualsIfExists', false],
    ['ForAnyValue:StringNotEquals', false],
  ])('%s takes empty texts for no values', (operator, expected) => {
    expect([table(operator, 'a').with(''), table(operator, 'a').with(['', ''])]).toEqual([expected, expected]);
  });
});

describe('condition keys', () => {
  test('are compared without regard to case', () => {
    expect(holds({ StringEquals: { 'AWS:sourcearn': 'a' } }, { 'aws:SourceArn': 'a' })).toBe(true);
  });

  test('must hold all together', () => {
    const condition = { StringEquals: { 'x:a': '1', 'x:b': '2' }, Bool: { 'x:c': true } };
    expect(holds(condition, { 'x:a': '1', 'x:b': '2', 'x:c': 'true' })).toBe(true);
    expect(holds(condition, { 'x:a': '1', 'x:b': '3', 'x:c': 'true' })).toBe(false);
    expect(holds(condition, { 'x:a': '1', 'x:b': '2', 'x:c': 'false' })).toBe(false);
  });

  test('that are names of inherited properties are missing', () => {
    expect(holds({ Null: { constructor: 'true', toString: 'true' } }, {})).toBe(true);
  });

  test.each<[string, string, Partial<AccessRequest>, boolean]>([
    ['aws:PrincipalArn', `arn:aws:iam::${OWNER}:role/worker`, { principal: role(OWNER) }, true],
    ['aws:PrincipalArn', `arn:aws:iam::${OWNER}:user/ada`, { principal: user(OWNER) }, true],
    ['aws:PrincipalAccount', OWNER, {}, true],
    ['aws:PrincipalType', 'AssumedRole', {}, true],
    ['aws:username', 'ada', { principal: user(OWNER) }, true],
    ['aws:ResourceAccount', OWNER, {}, true],
    ['aws:PrincipalIsAWSService', 'false', {}, true],
  ])('%s follows from the request', (key, value, overrides, expected) => {
    expect(holds({ StringEquals: { [key]: value } }, {}, overrides)).toBe(expected);
  });

  test('of a service and of an anonymous caller differ in aws:PrincipalIsAWSService', () => {
    const is = (principal: AccessRequest['principal']) => {
      const document = {
        Statement: {
          Effect: 'Allow' as const,
          Principal: '*' as const,
          Action: '*',
          Resource: '*',
          Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
        },
      };
      return evaluate(request({ principal, resourcePolicies: [{ name: 'policy', document }] })).allowed;
    };
    expect(is(S3)).toBe(true);
    expect(is(ANYONE)).toBe(false);
  });
});
