import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest } from '../../../model/policy/request';
import {
  ALLOW_S3_EVENTS,
  ANYONE,
  DENY_INSECURE_TRANSPORT,
  delivery,
  identityPolicy,
  OWNER,
  PARTNER,
  QUEUE,
  queuePolicy,
  request,
  role,
  root,
} from './factories';

const POLICY = `the queue policy of ${QUEUE}`;
const reason = (of: AccessRequest) => evaluate(of).reason;
const SEND = { Action: 'sqs:SendMessage', Resource: QUEUE } as const;

describe('the reason of a decision', () => {
  test('names the statement that allows', () => {
    expect(reason(delivery({ resourcePolicies: [queuePolicy(ALLOW_S3_EVENTS)] }))).toBe(
      `Statement AllowS3Events of ${POLICY} allows it.`,
    );
  });

  test('names the condition that keeps a statement from allowing, with the value wanted and the value got', () => {
    const condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other' } };
    const policies = [queuePolicy({ ...ALLOW_S3_EVENTS, Condition: condition })];
    expect(reason(delivery({ resourcePolicies: policies }))).toBe(
      `No statement allows it: statement AllowS3Events of ${POLICY} would, but its condition ArnLike aws:SourceArn ` +
        'wants arn:aws:s3:::other, got arn:aws:s3:::my-bucket.',
    );
  });

  test('names every condition that fails, and says when a key is missing', () => {
    const context = { 'aws:SourceArn': 'arn:aws:s3:::other' };
    expect(reason(delivery({ context, resourcePolicies: [queuePolicy(ALLOW_S3_EVENTS)] }))).toBe(
      `No statement allows it: statement AllowS3Events of ${POLICY} would, but its condition ArnLike aws:SourceArn ` +
        'wants arn:aws:s3:*:*:my-bucket, got arn:aws:s3:::other and its condition StringEquals aws:SourceAccount ' +
        `wants ${OWNER}, got no value.`,
    );
  });

  test('prefers the statement that comes closest', () => {
    const far = { ...ALLOW_S3_EVENTS, Sid: 'Far', Principal: { Service: 'sns.amazonaws.com' }, Condition: {} };
    const policies = [queuePolicy(far, ALLOW_S3_EVENTS)];
    const context = { ...delivery().context, 'aws:SourceAccount': PARTNER };
    expect(reason(delivery({ context, resourcePolicies: policies }))).toContain('statement AllowS3Events');
  });

  test('for a service it prefers a statement about services to one about identities', () => {
    const account = { Effect: 'Allow', ...SEND, Sid: 'Owner', Principal: { AWS: OWNER } } as const;
    const other = { ...ALLOW_S3_EVENTS, Sid: 'OtherService', Principal: { Service: 'sns.amazonaws.com' } };
    const context = { ...delivery().context, 'aws:SourceAccount': PARTNER };
    expect(reason(delivery({ context, resourcePolicies: [queuePolicy(account, other)] }))).toContain(
      'statement OtherService',
    );
  });

  test('names a principal or a resource that does not match', () => {
    const statement = { Effect: 'Allow', ...SEND, Principal: { Service: 'sns.amazonaws.com' } } as const;
    expect(reason(delivery({ resourcePolicies: [queuePolicy(statement)] }))).toBe(
      `No statement allows it: statement 1 of ${POLICY} would, but its Principal wants Service sns.amazonaws.com, ` +
        'got service s3.amazonaws.com.',
    );
    const dead = identityPolicy({ Effect: 'Allow', ...SEND, Resource: `${QUEUE}-dead` });
    expect(reason(request({ identityPolicies: [dead] }))).toContain(`its Resource wants ${QUEUE}-dead, got ${QUEUE}.`);
  });

  test('names the statement that denies, and what it rests on', () => {
    const of = request({
      context: { 'aws:SecureTransport': 'false' },
      identityPolicies: [identityPolicy({ Effect: 'Allow', ...SEND })],
      resourcePolicies: [queuePolicy(DENY_INSECURE_TRANSPORT)],
    });
    expect(reason(of)).toBe(
      `Statement DenyInsecureTransport of ${POLICY} denies it: its condition Bool aws:SecureTransport wants false, got false.`,
    );
  });

  test('says which side is missing across accounts', () => {
    const partner = role(PARTNER);
    const policies = [queuePolicy({ Sid: 'Partner', Effect: 'Allow', Principal: { AWS: partner.roleArn }, ...SEND })];
    const rule = 'access across accounts needs both a resource policy and an identity policy';
    expect(reason(request({ principal: partner, resourcePolicies: policies }))).toBe(
      `No identity policy allows it: statement Partner of ${POLICY} allows it, but ${rule}, and role ${partner.roleArn} has no policy.`,
    );
    const own = [identityPolicy({ Sid: 'Send', Effect: 'Allow', ...SEND })];
    expect(reason(request({ principal: partner, identityPolicies: own }))).toBe(
      `No resource policy allows it: statement Send of policy Consumer of role worker allows it, but ${rule}, and ${QUEUE} has no policy.`,
    );
    expect(reason(request({ principal: partner, identityPolicies: own, resourcePolicies: policies }))).toBe(
      `Statement Partner of ${POLICY} and statement Send of policy Consumer of role worker allow it: ${rule}.`,
    );
  });

  test('says that naming the account alone is not enough within it', () => {
    const policies = [queuePolicy({ Sid: 'Root', Effect: 'Allow', Principal: { AWS: OWNER }, ...SEND })];
    expect(reason(request({ resourcePolicies: policies }))).toBe(
      `No identity policy allows it: statement Root of ${POLICY} allows it, but a policy that names only the account ` +
        `leaves the choice to the identity policies, and role ${role(OWNER).roleArn} has no policy.`,
    );
  });

  test('leaves out statements about other actions', () => {
    const receive = queuePolicy({ Effect: 'Allow', Principal: '*', Action: 'sqs:ReceiveMessage', Resource: QUEUE });
    const own = identityPolicy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    expect(reason(request({ identityPolicies: [own], resourcePolicies: [receive] }))).toBe(
      `No statement allows it: ${POLICY} and policy Consumer of role worker do not allow sqs:SendMessage.`,
    );
  });

  test('says when there is nothing that could allow', () => {
    expect(reason(request())).toBe(
      `No statement allows it: neither role ${role(OWNER).roleArn} nor ${QUEUE} has a policy.`,
    );
    expect(reason(delivery())).toBe(
      `No statement allows it: ${QUEUE} has no policy, and only that could allow service s3.amazonaws.com.`,
    );
    expect(reason(request({ principal: ANYONE, resourcePolicies: [queuePolicy(DENY_INSECURE_TRANSPORT)] }))).toBe(
      `No statement allows it: ${POLICY} does not allow sqs:SendMessage.`,
    );
    expect(reason(request({ principal: root(OWNER) }))).toBe(
      `The root user of account ${OWNER} may do everything in its own account.`,
    );
  });
});

describe("a decision's statements", () => {
  const decision = evaluate(
    delivery({
      identityPolicies: [],
      resourcePolicies: [
        queuePolicy(DENY_INSECURE_TRANSPORT, ALLOW_S3_EVENTS, { ...DENY_INSECURE_TRANSPORT, Sid: '' }),
      ],
    }),
  );

  test('tell of each one whether it matched, and of the others why not', () => {
    const mismatch = 'condition Bool aws:SecureTransport wants false, got true';
    expect(decision.statements).toEqual([
      { policy: POLICY, statement: 'DenyInsecureTransport', effect: 'Deny', matched: false, mismatch },
      { policy: POLICY, statement: 'AllowS3Events', effect: 'Allow', matched: true },
      { policy: POLICY, statement: 'statement 3', effect: 'Deny', matched: false, mismatch },
    ]);
  });

  test('are part of its JSON', () => {
    const parsed: unknown = JSON.parse(JSON.stringify(decision));
    expect(parsed).toEqual({
      allowed: true,
      kind: 'allow',
      action: 'sqs:SendMessage',
      resource: QUEUE,
      reason: decision.reason,
      statements: decision.statements,
    });
  });
});
