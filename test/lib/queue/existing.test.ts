import { CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, type GuardError, type IWorkQueue, WorkQueue } from '../../../lib';
import { newStack, only, resources, statementsOf } from '../synthesis';

const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const env = { account: '111122223333', region: 'eu-west-1' };

type Attributes = Parameters<typeof WorkQueue.fromAttributes>[2];

let stack: Stack;
beforeEach(() => {
  stack = newStack({ env });
});

function existing(attributes: Partial<Attributes> = {}): IWorkQueue {
  return WorkQueue.fromAttributes(stack, 'Orders', { queueArn, ...attributes });
}

function output(id: string): unknown {
  const outputs: Record<string, { Value: unknown }> = Template.fromStack(stack).toJSON()['Outputs'] ?? {};
  return Object.entries(outputs).find(([name]) => name.includes(id))?.[1].Value;
}

function infos(): readonly string[] {
  return Annotations.fromStack(stack)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

test('an existing queue knows its name, URL, kind, region and account', () => {
  const queue = existing({ queueArn: `${queueArn}.fifo` });
  expect([queue.queueName, queue.fifo, queue.env.region, queue.env.account]).toEqual([
    'orders.fifo',
    true,
    'eu-west-1',
    '111122223333',
  ]);
  expect(resources(stack, 'AWS::SQS::Queue')).toEqual([]);
});

test('a role is granted what it needs in its own policy', () => {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  existing({ deadLetterQueueArn: `${queueArn}-dlq`, maxReceiveCount: 5 }).grantRedrive(role);
  expect(statementsOf(only(stack, 'AWS::IAM::Policy')).map(({ Resource }) => Resource)).toEqual([
    queueArn,
    `${queueArn}-dlq`,
  ]);
});

test("what needs the queue's own policy is an error that shows the statement", () => {
  const source = new BucketSource(new s3.Bucket(stack, 'Uploads', { bucketName: 'shop-uploads' }));
  const error = (() => {
    try {
      existing().addSource(source);
    } catch (thrown) {
      return thrown as GuardError;
    }
    throw new Error('accepted');
  })();
  expect(error.violations.map(({ id }) => id)).toEqual(['Spillway:ExistingQueuePolicy']);
  expect(error.message).toContain('"Action":"sqs:SendMessage"');
});

test('a grant to another account, which CDK drops without a word, is an error as well', () => {
  const foreign = new iam.AccountPrincipal('444455556666');
  expect(() => existing().grantSend(foreign)).toThrow('[Spillway:ExistingQueuePolicy]');
});

test('with policyManagedExternally the statement is printed, for all sources of it together', () => {
  const queue = existing({ policyManagedExternally: true });
  for (const bucketName of ['shop-uploads', 'shop-returns']) {
    queue.addSource(new BucketSource(new s3.Bucket(stack, bucketName, { bucketName })));
  }
  const printed = stack.resolve(output('QueuePolicyToAdd'));
  const text = JSON.stringify(printed);
  expect(text).toContain('shop-uploads');
  expect(text).toContain('shop-returns');
  expect(resources(stack, 'AWS::SQS::QueuePolicy')).toEqual([]);
});

test('as an annotation too where every part is literal, and not where CloudFormation must fill something in', () => {
  existing({ policyManagedExternally: true }).grantSend(new iam.ArnPrincipal('arn:aws:iam::444455556666:role/shop'));
  expect(JSON.parse(String(output('QueuePolicyToAdd')))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'sqs:SendMessage',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:role/shop' },
        Resource: queueArn,
      },
    ],
  });
  expect(infos()).toEqual([expect.stringContaining('"Action":"sqs:SendMessage"')]);

  stack = newStack({ env });
  const account = new CfnParameter(stack, 'Partner').valueAsString;
  existing({ policyManagedExternally: true }).grantSend(new iam.AccountPrincipal(account));
  expect(output('QueuePolicyToAdd')).toBeDefined();
  expect(infos()).toEqual([]);
});

test('the policy of its key is printed too', () => {
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd');
  const bucket = new s3.Bucket(stack, 'Uploads', { bucketName: 'shop-uploads' });
  existing({ policyManagedExternally: true, encryptionKey }).addSource(new BucketSource(bucket));
  expect(JSON.stringify(output('KeyPolicyToAdd'))).toContain('kms:GenerateDataKey');
});

test.each<[string, Partial<Attributes>]>([
  ['QueueArn', { queueArn: '' }],
  ['QueueArn', { queueArn: 'not-an-arn' }],
  ['QueueArn', { queueArn: 'arn:aws:sns:eu-west-1:111122223333:orders' }],
  ['QueueArn', { queueArn: 'arn:aws:sqs:eu-west-1:11112222333:orders' }],
  ['QueueArn', { queueArn: 'arn:aws:sqs:eu-west-1:111122223333:my queue!' }],
  ['QueueArnKind', { fifo: true }],
  ['DeadLetterQueueArn', { deadLetterQueueArn: 'arn:aws:sqs:us-east-1:111122223333:dlq', maxReceiveCount: 5 }],
  ['DeadLetterQueueArn', { deadLetterQueueArn: 'arn:aws:sqs:eu-west-1:444455556666:dlq', maxReceiveCount: 5 }],
  ['DeadLetterQueueArn', { deadLetterQueueArn: `${queueArn}-dlq.fifo`, maxReceiveCount: 5 }],
  ['DeadLetterQueueArn', { deadLetterQueueArn: queueArn, maxReceiveCount: 5 }],
  ['RedriveAttributes', { deadLetterQueueArn: `${queueArn}-dlq` }],
  ['MaxReceiveCount', { deadLetterQueueArn: `${queueArn}-dlq`, maxReceiveCount: 1001 }],
  ['VisibilityTimeout', { visibilityTimeout: Duration.seconds(43_201) }],
])('%s: %j is refused', (id, attributes) => {
  const error = (() => {
    try {
      existing(attributes);
    } catch (thrown) {
      return thrown as GuardError;
    }
    throw new Error('accepted');
  })();
  expect(error.violations.map((violation) => violation.id)).toEqual([`Spillway:${id}`]);
});

test('an ARN that only CloudFormation will know is not judged', () => {
  const arn = new CfnParameter(stack, 'Arn').valueAsString;
  expect(existing({ queueArn: arn, fifo: true }).fifo).toBe(true);
});
