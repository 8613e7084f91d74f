import { type App, CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, GuardError, LambdaConsumer, SharedQueue, type ShareOptions, WorkQueue } from '../../../lib';
import { isOwnerOnlyAction, SQS_ACTIONS } from '../../../model/policy/sqs-actions';
import {
  arnOf,
  newApp,
  newStack,
  only,
  queuePair,
  queueStatements,
  resources,
  type Statement,
  statementsOf,
  warnings,
} from '../synthesis';

const OWNER = '111122223333';
const PARTNER = '444455556666';
const region = 'eu-west-1';
const QUEUE_ARN = `arn:aws:sqs:${region}:${OWNER}:orders`;
const KEY_ARN = `arn:aws:kms:${region}:${OWNER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const shop = new iam.ArnPrincipal(`arn:aws:iam::${PARTNER}:role/shop`);
const worker = new iam.ArnPrincipal(`arn:aws:iam::${PARTNER}:role/worker`);
const throughSqs = { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } };
const CONSUMING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'];

const ownerStack = () => newStack({ env: { account: OWNER, region } });
const partnerStack = () => newStack({ env: { account: PARTNER, region } });

function allowed(stack: Stack): readonly Statement[] {
  return queueStatements(stack, queuePair(stack).queue).filter(({ Effect }) => Effect === 'Allow');
}

/** What is printed for the other side, by the end of the output's id. */
function printed(stack: Stack, id: string): readonly Statement[] {
  const outputs: Record<string, { Value: unknown }> = Template.fromStack(stack).toJSON()['Outputs'] ?? {};
  const value = Object.entries(outputs).find(([name]) => name.includes(id))?.[1].Value ?? '{"Statement":[]}';
  // What CloudFormation fills in is inside of a string, so any text stands for it.
  const text =
    typeof value === 'string'
      ? value
      : (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
          .map((part) => (typeof part === 'string' ? part : 'FILLED-IN'))
          .join('');
  return JSON.parse(text).Statement;
}

function infos(stack: Stack): readonly string[] {
  return Annotations.fromStack(stack)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

describe("the owner's side", () => {
  test('lets producers send and consumers consume, and prints what they need on their side', () => {
    const stack = ownerStack();
    new WorkQueue(stack, 'Orders', { queueName: 'orders' }).share({ producers: [shop], consumers: [worker] });
    const Resource = arnOf(queuePair(stack).queue);
    expect(allowed(stack)).toEqual([
      {
        Sid: 'ShareProducers1',
        Effect: 'Allow',
        Principal: { AWS: shop.arn },
        Action: 'sqs:SendMessage',
        Resource,
      },
      { Sid: 'ShareConsumers2', Effect: 'Allow', Principal: { AWS: worker.arn }, Action: CONSUMING, Resource },
    ]);
    expect(printed(stack, 'ProducersPolicyToAdd')).toEqual([
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE_ARN },
    ]);
    expect(printed(stack, 'ConsumersPolicyToAdd')).toEqual([
      { Effect: 'Allow', Action: CONSUMING, Resource: QUEUE_ARN },
    ]);
    expect(infos(stack)).toHaveLength(2);
    expect(warnings(stack)).toEqual([]);
  });

  test('without a literal name the statement is an output only, since nobody can paste a token', () => {
    const stack = ownerStack();
    new WorkQueue(stack, 'Orders').share({ producers: [shop] });
    expect(printed(stack, 'ProducersPolicyToAdd')).toHaveLength(1);
    expect(infos(stack)).toEqual([]);
  });

  test('with a customer key, the key may be used too, through SQS only', () => {
    const stack = ownerStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    new WorkQueue(stack, 'Orders', { encryptionKey }).share({ producers: [shop], consumers: [worker] });
    const shared = statementsOf(only(stack, 'AWS::KMS::Key')).filter(({ Sid }) => Sid?.startsWith('Share'));
    const common = { Effect: 'Allow', Resource: '*', Condition: throughSqs };
    expect(shared).toEqual([
      {
        ...common,
        Sid: 'ShareProducers1',
        Principal: { AWS: shop.arn },
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      },
      { ...common, Sid: 'ShareConsumers2', Principal: { AWS: worker.arn }, Action: 'kms:Decrypt' },
    ]);
    expect(printed(stack, 'ConsumersPolicyToAdd')).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: 'FILLED-IN',
      Condition: throughSqs,
    });
  });

  test.each<[string, ShareOptions]>([
    ['organizationId', { organizationId: 'o-a1b2c3d4e5' }],
    ['an organization among the producers', { producers: [new iam.OrganizationPrincipal('o-a1b2c3d4e5')] }],
  ])('with %s everybody of the organization may send, and nobody else', (_name, options) => {
    const stack = ownerStack();
    new WorkQueue(stack, 'Orders').share(options);
    expect(allowed(stack)).toMatchObject([
      {
        Principal: { AWS: '*' },
        Action: 'sqs:SendMessage',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
    ]);
  });

  test('the condition of an organization does not spread to principals that are named', () => {
    const stack = ownerStack();
    new WorkQueue(stack, 'Orders').share({ producers: [shop], organizationId: 'o-a1b2c3d4e5' });
    expect(allowed(stack).map(({ Condition }) => Condition === undefined)).toEqual([true, false]);
  });

  test('actions besides are granted on both sides', () => {
    const stack = ownerStack();
    new WorkQueue(stack, 'Orders').share({ producers: [shop], additionalActions: ['sqs:GetQueueUrl'] });
    const Action = ['sqs:SendMessage', 'sqs:GetQueueUrl'];
    expect(allowed(stack)).toMatchObject([{ Action }]);
    expect(printed(stack, 'ProducersPolicyToAdd')).toMatchObject([{ Action }]);
  });

  test.each(SQS_ACTIONS.filter(isOwnerOnlyAction))('%s never crosses accounts', (action) => {
    const queue = new WorkQueue(ownerStack(), 'Orders');
    expect(() => queue.share({ producers: [shop], additionalActions: [action] })).toThrow(`got ${action}.`);
  });

  test.each<[string, ShareOptions]>([
    ['ShareWithNobody', {}],
    ['SharePrincipal', { producers: [new iam.AccountPrincipal('123')] }],
    ['SharePrincipal', { producers: [new iam.AccountPrincipal('abc')] }],
    ['SharePrincipal', { consumers: [new iam.ArnPrincipal('nope')] }],
    ['SharePrincipal', { producers: [new iam.AnyPrincipal()] }],
    ['SharePrincipal', { producers: [new iam.ServicePrincipal('s3.amazonaws.com')] }],
    ['OrganizationId', { organizationId: 'acme' }],
    ['OwnerOnlyAction', { producers: [shop], additionalActions: ['sqs:*'] }],
    ['OwnerOnlyAction', { producers: [shop], additionalActions: ['sqs:Bogus'] }],
    [
      'ActionsOfStatement',
      {
        consumers: [shop],
        additionalActions: ['sqs:GetQueueUrl', 'sqs:PurgeQueue', 'sqs:SendMessage', 'sqs:ListDeadLetterSourceQueues'],
      },
    ],
    ['PrincipalsOfPolicy', { producers: Array(51).fill(shop) }],
  ])('%s: %j is refused', (id, options) => {
    const queue = new WorkQueue(ownerStack(), 'Orders');
    try {
      queue.share(options);
    } catch (error) {
      expect(error).toBeInstanceOf(GuardError);
      expect((error as GuardError).violations.map((violation) => violation.id)).toEqual([`Spillway:${id}`]);
      return;
    }
    throw new Error('accepted');
  });

  test('an account whose number only CloudFormation will know is not judged', () => {
    const stack = ownerStack();
    const account = new CfnParameter(stack, 'Partner').valueAsString;
    new WorkQueue(stack, 'Orders').share({ producers: [new iam.AccountPrincipal(account)] });
    expect(allowed(stack)).toHaveLength(1);
  });
});

describe('the other side', () => {
  function role(stack: Stack): iam.Role {
    return new iam.Role(stack, 'Role', { roleName: 'shop', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  }

  test('gets its half of the permission, and prints the half of the owner', () => {
    const stack = partnerStack();
    SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN).grantSend(role(stack));
    expect(statementsOf(only(stack, 'AWS::IAM::Policy'))).toEqual([
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE_ARN },
    ]);
    expect(printed(stack, 'QueuePolicyToAdd')).toMatchObject([
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE_ARN },
    ]);
    expect(warnings(stack)).toEqual([]);
  });

  test('its key is named by its ARN, in a statement for each side', () => {
    const stack = partnerStack();
    SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN, { encryptionKeyArn: KEY_ARN }).grantConsume(role(stack));
    expect(statementsOf(only(stack, 'AWS::IAM::Policy'))).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: KEY_ARN,
      Condition: throughSqs,
    });
    expect(printed(stack, 'KeyPolicyToAdd')).toMatchObject([
      { Action: 'kms:Decrypt', Resource: '*', Condition: throughSqs },
    ]);
    expect(warnings(stack)).toEqual([]);
  });

  test('a Lambda function of this account can consume it', () => {
    const stack = partnerStack();
    const queue = SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN, { visibilityTimeout: Duration.minutes(3) });
    const handler = new lambda.Function(stack, 'Handler', {
      runtime: lambda.Runtime.NODEJS_22_X,
      code: lambda.Code.fromInline('exports.handler = async () => ({})'),
      handler: 'index.handler',
      role: role(stack),
      timeout: Duration.seconds(30),
    });
    new LambdaConsumer(stack, 'Consumer', { queue, handler });
    expect(resources(stack, 'AWS::Lambda::EventSourceMapping')[0]?.properties['EventSourceArn']).toBe(QUEUE_ARN);
    expect(printed(stack, 'QueuePolicyToAdd')).toMatchObject([{ Action: CONSUMING, Resource: QUEUE_ARN }]);
    expect(warnings(stack)).toEqual([]);
  });

  test('a bucket of this account can notify it, as soon as the owner has added what is printed', () => {
    const stack = partnerStack();
    const bucket = new s3.Bucket(stack, 'Uploads', { bucketName: 'shop-uploads' });
    SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN).addSource(new BucketSource(bucket));
    expect(printed(stack, 'QueuePolicyToAdd')).toMatchObject([
      {
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { StringEquals: { 'aws:SourceAccount': PARTNER } },
      },
    ]);
  });

  test('what never crosses accounts is refused by name', () => {
    const stack = partnerStack();
    const queue = SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN);
    const grantee = new iam.ArnPrincipal(`arn:aws:iam::${PARTNER}:role/shop`);
    expect(() => queue.grant(grantee, 'sqs:DeleteQueue')).toThrow('got sqs:DeleteQueue for account 444455556666.');
    expect(() => queue.grantRedrive(grantee)).toThrow('[Spillway:RedriveAcrossAccounts]');
  });

  test.each([
    ['EncryptionKeyArn', 'alias/orders'],
    ['EncryptionKeyArn', `arn:aws:kms:${region}:${OWNER}:alias/orders`],
    ['EncryptionKeyArn', KEY_ARN.replace(region, 'us-east-1')],
  ])('%s: %s is refused', (id, encryptionKeyArn) => {
    expect(() => SharedQueue.fromArn(partnerStack(), 'Orders', QUEUE_ARN, { encryptionKeyArn })).toThrow(
      `[Spillway:${id}]`,
    );
  });

  test('a queue ARN that is none is refused', () => {
    expect(() => SharedQueue.fromArn(partnerStack(), 'Orders', 'orders')).toThrow('[Spillway:QueueArn]');
  });
});

test('a role of one stack, shared with in the other, both in one app', () => {
  const app: App = newApp();
  const owner = newStack({ env: { account: OWNER, region } }, app);
  const partner = newStack({ env: { account: PARTNER, region } }, app);
  const producer = new iam.Role(partner, 'Role', {
    roleName: 'shop',
    assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
  });
  const queue = new WorkQueue(owner, 'Orders', { queueName: 'orders' }).share({ producers: [producer] });
  SharedQueue.fromArn(partner, 'Orders', `arn:aws:sqs:${region}:${OWNER}:orders`).grantSend(producer);
  expect(JSON.stringify(allowed(owner))).toContain(`:iam::${PARTNER}:role/shop`);
  expect(queue).toBeInstanceOf(WorkQueue);
});
