import { Duration, type Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { TEMPLATE_RULES } from '../../../lib/guard/template-rules';
import { TREE_RULES } from '../../../lib/guard/tree/tree-rules';
import { findingsIn } from './findings';
import { allow, consume, fn, HERE, notify, queue, SILENT_CASES, type SilentCase, times } from './silent-cases';

/** What CDK does stop, or does not come across in its L2s: L1s and other tools write it all the same. */
const CASES: readonly SilentCase[] = [
  ['a visibility timeout of 43,201 s', 'VisibilityTimeout', (s) => l1(s, { visibilityTimeout: 43_201 })],
  ['a retention of 59 s', 'RetentionPeriod', (s) => l1(s, { messageRetentionPeriod: 59 })],
  ['a delay of 901 s', 'DeliveryDelay', (s) => l1(s, { delaySeconds: 901 })],
  ['messages of 1,024.5 bytes', 'MaxMessageSize', (s) => l1(s, { maximumMessageSize: 1024.5 })],
  ['a wait of 21 s', 'ReceiveMessageWaitTime', (s) => l1(s, { receiveMessageWaitTimeSeconds: 21 })],
  ['data keys for 59 s', 'DataKeyReuse', (s) => l1(s, { kmsDataKeyReusePeriodSeconds: 59 })],
  ['deduplication on a standard queue', 'FifoAttributes', (s) => l1(s, { contentBasedDeduplication: true })],
  [
    'a standard dead-letter queue of a FIFO queue',
    'DeadLetterQueueKind',
    (s) => queue(s, { fifo: true, deadLetterQueue: { queue: queue(s, {}, 'Dead'), maxReceiveCount: 5 } }),
  ],
  [
    'a queue as its own dead-letter queue',
    'DeadLetterQueueItself',
    (s) => {
      const own = 'arn:aws:sqs:us-east-1:111122223333:jobs';
      l1(s, { queueName: 'jobs', redrivePolicy: { deadLetterTargetArn: own, maxReceiveCount: 5 } });
    },
  ],
  [
    'a service that may send for anybody',
    'ConfusedDeputy',
    (s) => allow(s, new iam.ServicePrincipal('s3.amazonaws.com')),
  ],
  [
    'a second policy of one queue',
    'QueuePolicyTwice',
    (s) => {
      const target = queue(s);
      allow(s, new iam.AccountPrincipal('444455556666'), ['sqs:SendMessage'], target);
      policy(s, target, new iam.PolicyStatement(), []);
    },
  ],
  ['a bucket that may not send', 'QueuePolicyMissing', (s) => bucketTo(s, queue(s))],
  [
    "a policy for another bucket's events",
    'QueuePolicyMissing',
    (s) => {
      const target = queue(s, { queueName: 'jobs' });
      const statement = sender('s3', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other' } });
      target.addToResourcePolicy(statement);
      bucketTo(s, target, 'mine');
    },
  ],
  [
    'a topic that may not send',
    'QueuePolicyMissing',
    (s) => subscribe(s, new sns.Topic(s, 'Topic').topicArn, queue(s).queueArn),
  ],
  ['a rule that may not send', 'QueuePolicyMissing', (s) => rule(s, queue(s))],
  [
    'a key that does not let in the bucket',
    'QueueKeyPolicy',
    (s) => {
      const target = queue(s, { encryptionMasterKey: new kms.Key(s, 'Key') });
      target.addToResourcePolicy(sender('s3', { StringEquals: { 'aws:SourceAccount': s.account } }));
      bucketTo(s, target);
    },
  ],
  ['an event that S3 does not have', 'BucketEvent', (s) => bucketTo(s, queue(s), undefined, 's3:ObjectEaten:*')],
  [
    "a bucket's own configuration beside CDK's helper",
    'BucketTwoWriters',
    (s) => {
      const bucket = notify(s, queue(s)).node.defaultChild as s3.CfnBucket;
      bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    },
  ],
  [
    "a queue's URL as an endpoint",
    'SubscriptionEndpoint',
    (s) => subscribe(s, new sns.Topic(s, 'Topic').topicArn, queue(s).queueUrl),
  ],
  [
    'a visibility timeout below that of the function',
    'VisibilityBelowTimeout',
    (s) => consume(s, queue(s), {}, { timeout: Duration.seconds(31) }),
  ],
  [
    'a batching window on a FIFO queue',
    'BatchingWindow',
    (s) => mapping(s, { maximumBatchingWindowInSeconds: 5 }, queue(s, { fifo: true })),
  ],
  ['a concurrency of 1', 'MaxConcurrency', (s) => mapping(s, { scalingConfig: { maximumConcurrency: 1 } })],
  [
    '6 filters, while the quota is 5',
    'FilterQuota',
    (s) => consume(s, queue(s), { filters: times(6, (n) => lambda.FilterCriteria.filter({ body: { n: [n] } })) }),
  ],
  [
    'two mappings of one queue and one function',
    'DuplicateMapping',
    (s) => {
      const [from, to] = [queue(s), fn(s)];
      for (const id of ['One', 'Two']) {
        const { queueArn: eventSourceArn } = from;
        new lambda.CfnEventSourceMapping(s, id, { eventSourceArn, functionName: to.functionName });
      }
    },
  ],
  [
    'a heartbeat of 29 s in a group',
    'GroupLifecycleHeartbeat',
    (s) => {
      const hook = { lifecycleHookName: 'end', lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING' };
      new autoscaling.CfnAutoScalingGroup(s, 'Group', {
        minSize: '0',
        maxSize: '1',
        lifecycleHookSpecificationList: [{ ...hook, heartbeatTimeout: 29 }],
      });
    },
  ],
];

test.each(CASES)('%s: %s', (_name, id, build) => {
  expect(findingsIn(build, { env: HERE }).map(({ rule: found }) => found)).toContain(id);
});

test('every rule has a case that it finds', () => {
  const found = new Set([...CASES, ...SILENT_CASES].map(([, id]) => id));
  const ids = [...TEMPLATE_RULES, ...TREE_RULES].map(({ id }) => id);
  expect(ids.filter((id) => !found.has(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what to paste fits: with the statement of the fix the finding is gone', () => {
  const withStatement = (statement?: object) =>
    findingsIn(
      (s) => {
        const target = queue(s, { queueName: 'jobs' });
        if (statement !== undefined) target.addToResourcePolicy(iam.PolicyStatement.fromJson(statement));
        bucketTo(s, target, 'mine');
      },
      { env: HERE },
    );
  const [finding] = withStatement();
  const pasted = /\{.*\}/.exec(finding?.fix ?? '')?.[0] ?? '';
  expect(withStatement(JSON.parse(pasted))).toEqual([]);
});

test.each([
  ['with a name', 'nightly'],
  ['without one', undefined],
])('a rule %s that may send: no finding', (_name, ruleName) => {
  const found = findingsIn((s) => {
    const target = queue(s);
    const { attrArn } = rule(s, target, ruleName);
    target.addToResourcePolicy(sender('events', { ArnEquals: { 'aws:SourceArn': attrArn } }));
  });
  expect(found).toEqual([]);
});

function l1(stack: Stack, props: sqs.CfnQueueProps): void {
  new sqs.CfnQueue(stack, 'Queue', props);
}

function policy(stack: Stack, target: sqs.Queue, statement: iam.PolicyStatement, actions: string[]): void {
  statement.addActions(...actions, 'sqs:ReceiveMessage');
  statement.addArnPrincipal('arn:aws:iam::444455556666:root');
  statement.addResources(target.queueArn);
  new sqs.CfnQueuePolicy(stack, 'Second', {
    queues: [target.queueUrl],
    policyDocument: new iam.PolicyDocument({ statements: [statement] }),
  });
}

function sender(service: string, conditions: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`${service}.amazonaws.com`)],
    actions: ['sqs:SendMessage'],
    resources: ['*'],
    conditions,
  });
}

function bucketTo(stack: Stack, target: sqs.Queue, bucketName?: string, event = 's3:ObjectCreated:*'): void {
  const queueConfigurations = [{ event, queue: target.queueArn }];
  new s3.CfnBucket(stack, 'Bucket', { bucketName, notificationConfiguration: { queueConfigurations } });
}

function subscribe(stack: Stack, topicArn: string, endpoint: string): void {
  new sns.CfnSubscription(stack, 'Subscription', { topicArn, endpoint, protocol: 'sqs' });
}

function rule(stack: Stack, target: sqs.Queue, name?: string): events.CfnRule {
  const targets = [{ id: 'queue', arn: target.queueArn }];
  return new events.CfnRule(stack, 'Rule', { name, scheduleExpression: 'rate(1 day)', targets });
}

function mapping(stack: Stack, props: Partial<lambda.CfnEventSourceMappingProps>, from = queue(stack)): void {
  const { functionName } = fn(stack);
  new lambda.CfnEventSourceMapping(stack, 'Mapping', { eventSourceArn: from.queueArn, functionName, ...props });
}
