import type { PolicyDocument, PolicyStatement } from '../../../model/policy/document';
import type { AccessRequest, NamedPolicy, Principal } from '../../../model/policy/request';

export const OWNER = '111122223333';
export const PARTNER = '444455556666';
export const QUEUE = `arn:aws:sqs:us-east-1:${OWNER}:orders`;
export const BUCKET = 'arn:aws:s3:::my-bucket';

export const S3: Principal = { kind: 'service', service: 's3.amazonaws.com' };
export const ANYONE: Principal = { kind: 'anonymous' };

export function role(account: string, name = 'worker'): Extract<Principal, { kind: 'role' }> {
  return {
    kind: 'role',
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
    roleArn: `arn:aws:iam::${account}:role/${name}`,
  };
}

export function user(account: string, name = 'ada'): Principal {
  return { kind: 'user', account, arn: `arn:aws:iam::${account}:user/${name}` };
}

export function root(account: string): Principal {
  return { kind: 'account', account, arn: `arn:aws:iam::${account}:root` };
}

export function document(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

export function queuePolicy(...statements: PolicyStatement[]): NamedPolicy {
  return { name: `the queue policy of ${QUEUE}`, document: document(...statements) };
}

export function identityPolicy(...statements: PolicyStatement[]): NamedPolicy {
  return { name: 'policy Consumer of role worker', document: document(...statements) };
}

/** A message sent to the queue by a role of its own account, over TLS, unless told otherwise. */
export function request(overrides: Partial<AccessRequest> = {}): AccessRequest {
  return {
    principal: role(OWNER),
    action: 'sqs:SendMessage',
    resource: QUEUE,
    resourceAccount: OWNER,
    context: { 'aws:SecureTransport': 'true' },
    identityPolicies: [],
    resourcePolicies: [],
    ...overrides,
  };
}

/** S3 that tells the queue of a change in a bucket. */
export function delivery(overrides: Partial<AccessRequest> = {}): AccessRequest {
  return request({
    principal: S3,
    context: { 'aws:SecureTransport': 'true', 'aws:SourceArn': BUCKET, 'aws:SourceAccount': OWNER },
    ...overrides,
  });
}

/** The statement that AWS documents for S3 and a queue. */
export const ALLOW_S3_EVENTS: PolicyStatement = {
  Sid: 'AllowS3Events',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: QUEUE,
  Condition: {
    ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:my-bucket' },
    StringEquals: { 'aws:SourceAccount': OWNER },
  },
};

export const DENY_INSECURE_TRANSPORT: PolicyStatement = {
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: QUEUE,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
