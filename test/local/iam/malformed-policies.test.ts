import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { LocalCloud } from '../../../local/local-cloud';
import { LAMBDA_TRUST } from './documents';

let cloud: LocalCloud;
let iam: IAMClient;

beforeAll(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  iam = cloud.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: LAMBDA_TRUST }));
});
afterAll(() => cloud.stop());

const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const policyWith = (change: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] });
const trustWith = (change: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ ...trust, ...change }] });

test.each([
  ['broken JSON', '{"Version"', /^This policy contains invalid Json: /],
  ['no object', '[]', /must be a JSON object/],
  ['no statement', '{"Version":"2012-10-17"}', /'Statement' is missing or empty/],
  ['an empty list of statements', '{"Statement":[]}', /'Statement' is missing or empty/],
  [
    'a date of its own as version',
    JSON.stringify({ Version: '2026-01-01', Statement: [statement] }),
    /'Version' must be "2012-10-17"/,
  ],
  ['an unknown element', JSON.stringify({ Statement: [statement], Statements: [] }), /'Statements' is no element/],
  [
    'an effect in lower case',
    policyWith({ Effect: 'allow' }),
    /Statement 1: 'Effect' must be "Allow" or "Deny", got "allow"/,
  ],
  ['a misspelled element', policyWith({ Resources: '*' }), /Statement 1: 'Resources' is no element of a statement/],
  ['an action without a service', policyWith({ Action: 'SendMessage' }), /must be prefaced by a vendor.*'SendMessage'/],
  ['no action', policyWith({ Action: undefined }), /^Policy statement must contain actions/],
  ['action and its negation', policyWith({ NotAction: 'sqs:*' }), /'Action' and 'NotAction' exclude each other/],
  ['no resource', policyWith({ Resource: undefined }), /^Policy statement must contain resources/],
  [
    'a resource that is no ARN',
    policyWith({ Resource: 'my-queue' }),
    /^Resource my-queue must be in ARN format or "\*"\.$/,
  ],
  ['a principal', policyWith({ Principal: '*' }), /^Policy document should not specify a principal\.$/],
  ['a number as an action', policyWith({ Action: [1] }), /'Action' must hold strings, got 1/],
  [
    'an unknown operator',
    policyWith({ Condition: { StringSame: { 'aws:x': 'y' } } }),
    /'StringSame' is no condition operator/,
  ],
  [
    'a condition key without a service',
    policyWith({ Condition: { StringEquals: { SourceArn: 'y' } } }),
    /condition key 'SourceArn'/,
  ],
  ['a Sid with a space', policyWith({ Sid: 'a b' }), /^Statement IDs \(SID\) must be alpha-numeric/],
  [
    'a Sid twice',
    JSON.stringify({
      Statement: [
        { ...statement, Sid: 'a' },
        { ...statement, Sid: 'a' },
      ],
    }),
    /must be unique. 'a' stands twice/,
  ],
])('an identity policy with %s is malformed', async (_what, PolicyDocument, message) => {
  await expect(
    iam.send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument })),
  ).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: 400 },
  });
});

test.each([
  ['a resource', trustWith({ Resource: '*' }), /^Has prohibited field Resource$/],
  ['no principal', trustWith({ Principal: undefined }), /^Missing required field Principal$/],
  ['an unknown kind of principal', trustWith({ Principal: { Aws: '*' } }), /^Invalid principal in policy: "Aws"$/],
  [
    'a principal that is no ARN',
    trustWith({ Principal: { AWS: 'worker' } }),
    /^Invalid principal in policy: "AWS":"worker"$/,
  ],
  [
    'a service without its domain',
    trustWith({ Principal: { Service: 'lambda' } }),
    /^Invalid principal in policy: "Service":"lambda"$/,
  ],
  [
    'an action of another service',
    trustWith({ Action: 's3:GetObject' }),
    /^AssumeRole policy may only specify STS AssumeRole actions/,
  ],
])('a trust policy with %s is malformed', async (_what, AssumeRolePolicyDocument, message) => {
  await expect(iam.send(new CreateRoleCommand({ RoleName: 'new', AssumeRolePolicyDocument }))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: expect.stringMatching(message),
  });
});

test.each([
  [
    'all elements',
    policyWith({ Sid: 'A1', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' }, Null: { 'aws:x': 'true' } } }),
  ],
  ['set operators', policyWith({ Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a*'] } } })],
  [
    'a negated action and a negated resource',
    policyWith({ Action: undefined, NotAction: 'iam:*', Resource: undefined, NotResource: 'arn:aws:sqs:*:*:*' }),
  ],
  ['one statement without a list', JSON.stringify({ Version: '2012-10-17', Statement: statement })],
  [
    'two statements without a Sid',
    JSON.stringify({
      Statement: [
        { ...statement, Sid: '' },
        { ...statement, Sid: '' },
      ],
    }),
  ],
])('a policy with %s is accepted', async (_what, PolicyDocument) => {
  const answer = await iam.send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument }));
  expect(answer.$metadata.httpStatusCode).toBe(200);
});
