import type { PolicyDocument, PolicyStatement } from '../../model/policy/document';
import type { AccessRequest, NamedPolicy, Principal } from '../../model/policy/request';

/** Requests about one set of policies. */
export interface PolicyCase {
  readonly title: string;
  /** How many statements all its policies have together. */
  readonly statements: number;
  readonly requests: readonly AccessRequest[];
}

const OWNER = '111122223333';
const PARTNER = '444455556666';
const QUEUE = `arn:aws:sqs:us-east-1:${OWNER}:orders`;
const KEY = `arn:aws:kms:us-east-1:${OWNER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const S3: Principal = { kind: 'service', service: 's3.amazonaws.com' };
const role = (account: string): Principal & { readonly roleArn: string } => ({
  kind: 'role',
  account,
  arn: `arn:aws:sts::${account}:assumed-role/worker/session`,
  roleArn: `arn:aws:iam::${account}:role/worker`,
});

/** What the local cloud sends along with every request of a role. */
const CONTEXT = {
  'aws:SecureTransport': 'true',
  'aws:SourceIp': '127.0.0.1',
  'aws:ViaAWSService': 'false',
  'aws:RequestedRegion': 'us-east-1',
  'aws:CurrentTime': '2026-01-01T00:00:00.000Z',
  'aws:EpochTime': '1767225600',
  'aws:UserAgent': 'aws-sdk-js/3',
  'aws:userid': 'AROA3XFRBF535PLBIFPI4:session',
};

const DENY_INSECURE_TRANSPORT: PolicyStatement = {
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
  Resource: QUEUE,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const allowBucket = (bucket: string): PolicyStatement => ({
  Sid: `Allow${bucket}`,
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: QUEUE,
  Condition: {
    ArnLike: { 'aws:SourceArn': `arn:aws:s3:*:*:${bucket}` },
    StringEquals: { 'aws:SourceAccount': OWNER },
  },
});

const CONSUME: PolicyStatement = {
  Sid: 'Consume',
  Effect: 'Allow',
  Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
  Resource: QUEUE,
};
const LOGS: PolicyStatement = {
  Sid: 'Logs',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: `arn:aws:logs:us-east-1:${OWNER}:log-group:worker:*`,
};
const EVERYTHING: PolicyStatement = { Sid: 'Limit', Effect: 'Allow', Action: ['sqs:*', 'logs:*'], Resource: '*' };
const ROOT: PolicyStatement = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OWNER}:root` },
  Action: 'kms:*',
  Resource: '*',
};

function document(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

function policy(name: string, ...statements: PolicyStatement[]): NamedPolicy {
  return { name, document: document(...statements) };
}

function request(overrides: Partial<AccessRequest>): AccessRequest {
  return {
    principal: role(OWNER),
    action: 'sqs:ReceiveMessage',
    resource: QUEUE,
    resourceAccount: OWNER,
    context: CONTEXT,
    identityPolicies: [],
    resourcePolicies: [],
    ...overrides,
  };
}

function testCase(title: string, ...overrides: readonly Partial<AccessRequest>[]): PolicyCase {
  const requests = overrides.map(request);
  const policies = new Set(
    requests.flatMap(({ identityPolicies, resourcePolicies, permissionsBoundary, sessionPolicies = [] }) => [
      ...identityPolicies,
      ...resourcePolicies,
      ...sessionPolicies,
      ...(permissionsBoundary === undefined ? [] : [permissionsBoundary]),
    ]),
  );
  const count = ({ Statement }: PolicyDocument) => (Array.isArray(Statement) ? Statement.length : 1);
  return { title, requests, statements: [...policies].reduce((sum, { document }) => sum + count(document), 0) };
}

const consumer = policy('policy Consumer of role worker', CONSUME, LOGS);
const queue = policy('the queue policy', DENY_INSECURE_TRANSPORT, allowBucket('incoming'));
const delivery = {
  principal: S3,
  action: 'sqs:SendMessage',
  context: { 'aws:SecureTransport': 'true', 'aws:SourceArn': 'arn:aws:s3:::incoming', 'aws:SourceAccount': OWNER },
};
const buckets = Array.from({ length: 19 }, (_, index) => allowBucket(`bucket${index + 1}`));
const user: Principal = { kind: 'user', account: OWNER, arn: `arn:aws:iam::${OWNER}:user/ada` };
// Written so because in single quotes it looks like a template to the linter.
const HOME = ['arn:aws:s3:::home/$', '{aws:username}/*'].join('');

export const CASES: readonly PolicyCase[] = [
  testCase(
    "a consumer's requests, within the account",
    ...['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'].map((action) => ({
      action,
      identityPolicies: [consumer],
      resourcePolicies: [queue],
    })),
  ),
  testCase("a bucket's delivery, by the queue's policy", { ...delivery, resourcePolicies: [queue] }),
  testCase('an action that nothing allows', {
    action: 'sqs:DeleteQueue',
    identityPolicies: [consumer],
    resourcePolicies: [queue],
  }),
  testCase('a request without TLS', {
    context: { ...CONTEXT, 'aws:SecureTransport': 'false' },
    identityPolicies: [consumer],
    resourcePolicies: [queue],
  }),
  testCase("another account's role, by both sides", {
    principal: role(PARTNER),
    identityPolicies: [consumer],
    resourcePolicies: [
      policy('the queue policy', DENY_INSECURE_TRANSPORT, {
        ...CONSUME,
        Sid: 'Partner',
        Principal: { AWS: role(PARTNER).roleArn },
      }),
    ],
  }),
  testCase("a key, by its account's delegation", {
    action: 'kms:Decrypt',
    resource: KEY,
    context: { ...CONTEXT, 'kms:ViaService': 'sqs.us-east-1.amazonaws.com', 'kms:CallerAccount': OWNER },
    identityPolicies: [policy('policy Key', { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY })],
    resourcePolicies: [policy('the key policy', ROOT)],
  }),
  testCase('within a permissions boundary and a session policy', {
    identityPolicies: [consumer],
    resourcePolicies: [queue],
    permissionsBoundary: policy('the permissions boundary', EVERYTHING),
    sessionPolicies: [policy('the session policy', CONSUME)],
  }),
  testCase('policy variables', {
    principal: user,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::home/ada/notes.txt',
    identityPolicies: [policy('policy Home', { Effect: 'Allow', Action: 's3:*', Resource: HOME })],
  }),
  testCase('the largest queue policy: 19 buckets, of which the last one delivers', {
    ...delivery,
    context: { ...delivery.context, 'aws:SourceArn': 'arn:aws:s3:::bucket19' },
    resourcePolicies: [policy('the queue policy', DENY_INSECURE_TRANSPORT, ...buckets)],
  }),
];
