import type { PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest } from '../../../model/policy/request';
import {
  ALLOW_S3_EVENTS,
  BUCKET,
  DENY_INSECURE_TRANSPORT,
  delivery,
  identityPolicy,
  OWNER,
  PARTNER,
  QUEUE,
  queuePolicy,
  request,
  role,
} from './factories';

const TLS = { 'aws:SecureTransport': 'true' };

function kind(of: AccessRequest, ...statements: PolicyStatement[]) {
  return evaluate({ ...of, resourcePolicies: [queuePolicy(...statements)] }).kind;
}

describe("S3's delivery to a queue with the documented policy", () => {
  test('is allowed for the bucket and the account that the policy names', () => {
    expect(kind(delivery(), ALLOW_S3_EVENTS)).toBe('allow');
  });

  test("matches the bucket's exact ARN as well", () => {
    const exact = { ...ALLOW_S3_EVENTS, Condition: { ArnLike: { 'aws:SourceArn': BUCKET } } };
    expect(kind(delivery(), exact)).toBe('allow');
  });

  test.each([
    ['another bucket', { 'aws:SourceArn': 'arn:aws:s3:::other' }],
    ["another account's bucket of that name", { 'aws:SourceAccount': PARTNER }],
    ['no source at all', { 'aws:SourceArn': undefined }],
  ])('is denied for %s', (_, wrong) => {
    const context = { ...delivery().context, ...wrong };
    expect(kind(delivery({ context }), ALLOW_S3_EVENTS)).toBe('implicit-deny');
  });

  test('does not let the service receive', () => {
    expect(kind(delivery({ action: 'sqs:ReceiveMessage' }), ALLOW_S3_EVENTS)).toBe('implicit-deny');
  });

  test('takes nothing from identity policies: a service has none', () => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
    expect(evaluate(delivery({ identityPolicies: [identityPolicy(statement)] })).allowed).toBe(false);
  });
});

describe('a statement that denies insecure transport', () => {
  test('gives nobody access by itself', () => {
    expect(kind(request(), DENY_INSECURE_TRANSPORT)).toBe('implicit-deny');
  });

  test('leaves deliveries over TLS alone', () => {
    expect(kind(delivery(), ALLOW_S3_EVENTS, DENY_INSECURE_TRANSPORT)).toBe('allow');
  });

  test('stops a role that may do everything', () => {
    const everything = identityPolicy({ Effect: 'Allow', Action: '*', Resource: '*' });
    const insecure = request({ context: { 'aws:SecureTransport': 'false' }, identityPolicies: [everything] });
    expect(kind(insecure, DENY_INSECURE_TRANSPORT)).toBe('explicit-deny');
  });

  test('with Bool says nothing when the key is absent, with BoolIfExists denies', () => {
    const allowed = request({
      context: {},
      identityPolicies: [identityPolicy({ Effect: 'Allow', Action: '*', Resource: '*' })],
    });
    const ifExists = { ...DENY_INSECURE_TRANSPORT, Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } };
    expect(kind(allowed, DENY_INSECURE_TRANSPORT)).toBe('allow');
    expect(kind(allowed, ifExists)).toBe('explicit-deny');
  });
});

describe('the policy of an AWS managed key', () => {
  const key = `arn:aws:kms:us-east-1:${OWNER}:key/1`;
  const managed: PolicyStatement = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'kms:CallerAccount': OWNER, 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' } },
  };
  const use = { action: 'kms:Decrypt', resource: key, resourceAccount: OWNER };
  const via = { ...TLS, 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' };

  test('denies S3, which calls for no account', () => {
    expect(kind(delivery({ ...use, context: via }), managed)).toBe('implicit-deny');
  });

  test('allows a role of the account through SQS', () => {
    expect(kind(request({ ...use, context: { ...via, 'kms:CallerAccount': OWNER } }), managed)).toBe('allow');
  });

  test('denies a role of another account, whatever its own policies say', () => {
    const partner = request({
      ...use,
      principal: role(PARTNER),
      context: { ...via, 'kms:CallerAccount': PARTNER },
      identityPolicies: [identityPolicy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' })],
    });
    expect(kind(partner, managed)).toBe('implicit-deny');
  });

  test('cannot be replaced by an identity policy of the account', () => {
    const policy = identityPolicy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' });
    expect(evaluate(request({ ...use, identityPolicies: [policy] })).allowed).toBe(false);
  });
});

describe('a denial of everything from outside of the VPC, with the documented exception for redrive', () => {
  const perimeter: PolicyStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:*',
    Resource: `arn:aws:sqs:*:${OWNER}:orders`,
    Condition: {
      StringNotEquals: { 'aws:SourceVpc': 'vpc-1' },
      StringNotEqualsIfExists: { 'aws:CalledViaLast': 'sqs.amazonaws.com' },
    },
  };
  const owner = identityPolicy({ Effect: 'Allow', Action: 'sqs:*', Resource: QUEUE });

  test.each([
    ['allows a request from the VPC', { 'aws:SourceVpc': 'vpc-1' }, 'allow'],
    ['denies a request from another VPC', { 'aws:SourceVpc': 'vpc-2' }, 'explicit-deny'],
    ['denies a request from no VPC', {}, 'explicit-deny'],
    ['allows SQS that redrives for the caller', { 'aws:CalledViaLast': 'sqs.amazonaws.com' }, 'allow'],
    [
      'denies another service that calls for the caller',
      { 'aws:CalledViaLast': 'athena.amazonaws.com' },
      'explicit-deny',
    ],
  ])('%s', (_, context, expected) => {
    expect(kind(request({ context: { ...TLS, ...context }, identityPolicies: [owner] }), perimeter)).toBe(expected);
  });

  test("breaks S3's delivery unless services are exempt", () => {
    const exempting: PolicyStatement = {
      ...perimeter,
      Condition: { ...perimeter.Condition, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    };
    expect(kind(delivery(), ALLOW_S3_EVENTS, perimeter)).toBe('explicit-deny');
    expect(kind(delivery(), ALLOW_S3_EVENTS, exempting)).toBe('allow');
    expect(kind(request({ identityPolicies: [owner] }), exempting)).toBe('explicit-deny');
  });
});

describe('a policy for an organization', () => {
  const ours = { ...TLS, 'aws:PrincipalOrgID': 'o-ours123456' };
  const members: PolicyStatement = {
    Effect: 'Allow',
    Principal: '*',
    Action: 'sqs:SendMessage',
    Resource: QUEUE,
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours123456' } },
  };

  test('allows a role of the organization', () => {
    expect(kind(request({ context: ours }), members)).toBe('allow');
  });

  test('allows a role of another account of it that its own account allows too', () => {
    const policy = identityPolicy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE });
    const partner = { principal: role(PARTNER), context: ours };
    expect(kind(request({ ...partner, identityPolicies: [policy] }), members)).toBe('allow');
    expect(kind(request(partner), members)).toBe('implicit-deny');
  });

  test('never allows a service, which belongs to none', () => {
    expect(kind(delivery(), members)).toBe('implicit-deny');
  });

  test('as a perimeter denies other organizations and exempts services', () => {
    const perimeter: PolicyStatement = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: QUEUE,
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-ours123456' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    };
    expect(kind(request({ context: { ...TLS, 'aws:PrincipalOrgID': 'o-theirs1234' } }), perimeter)).toBe(
      'explicit-deny',
    );
    expect(kind(delivery(), ALLOW_S3_EVENTS, perimeter)).toBe('allow');
    expect(kind(request({ context: ours }), members, perimeter)).toBe('allow');
  });
});
