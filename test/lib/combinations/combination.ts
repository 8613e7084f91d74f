import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import fc from 'fast-check';
import { context as recommended } from '../../../cdk.json';
import { BucketSource, LambdaConsumer, TopicSource, WorkQueue } from '../../../lib';

export const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const REGION = 'us-east-1';

/** Whose a source is. Imported and foreign ones are references to what another app made. */
const OWNERS = ['own', 'other stack', 'imported', 'foreign'] as const;
type Owner = (typeof OWNERS)[number];

export interface Combination {
  readonly flags: 'none' | 'recommended';
  readonly fifo: boolean;
  readonly named: boolean;
  /** `shared`: one key for the queue and for the own topics and buckets. */
  readonly encryption: 'SSE-SQS' | 'key' | 'shared';
  readonly buckets: readonly { readonly owner: Owner; readonly prefixes: number }[];
  readonly topics: readonly { readonly owner: Owner; readonly raw: boolean }[];
  /** Timeouts in seconds. */
  readonly consumers: readonly number[];
}

/** More of them with `COMBINATIONS=100`. A failure tells its seed, which `fc.assert` takes to repeat it. */
export function runs(usually: number): number {
  return Number(process.env['COMBINATIONS'] ?? usually);
}

/** Those whose sources somebody can use: an import is only a name. */
export function combinations(owners: readonly Owner[] = OWNERS): fc.Arbitrary<Combination> {
  const owner = fc.constantFrom(...owners);
  return fc
    .record({
      flags: fc.constantFrom('none' as const, 'recommended' as const),
      fifo: fc.boolean(),
      named: fc.boolean(),
      encryption: fc.constantFrom('SSE-SQS' as const, 'key' as const, 'shared' as const),
      buckets: fc.array(fc.record({ owner, prefixes: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 }),
      topics: fc.array(fc.record({ owner, raw: fc.boolean() }), { maxLength: 3 }),
      consumers: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 3 }),
    })
    .map((made) => ({ ...made, buckets: made.fifo ? [] : made.buckets }));
}

/** Each function prints what it gets, a line for each message, and is busy for a while: others have their turn. */
const CODE = `exports.handler = async ({ Records }) => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const { body } of Records) console.log('GOT ' + body);
  return { batchItemFailures: [] };
};`;

export function build(combination: Combination, outdir?: string): App {
  const { flags, fifo, named, encryption } = combination;
  const app = new App({
    outdir,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: flags === 'none' ? { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } : recommended,
  });
  const stack = (id: string) => new Stack(app, id, { env: { account: ACCOUNT, region: REGION } });
  // A bucket needs the queue, and a subscription the topic: one stack with both cannot come before and after the queue's.
  const front = stack('Front');
  const publisher = stack('Publisher');
  const back = stack('Back');
  const ofQueue = encryption === 'SSE-SQS' ? undefined : new kms.Key(back, 'Key');
  const shared = encryption === 'shared' ? ofQueue : undefined;
  const suffix = fifo ? '.fifo' : '';

  const queue = new WorkQueue(back, 'Orders', {
    fifo: fifo ? { contentBasedDeduplication: true } : undefined,
    queueName: named ? `orders${suffix}` : undefined,
    encryptionKey: ofQueue,
  });
  for (const [n, { owner, prefixes }] of combination.buckets.entries()) {
    const scope = owner === 'other stack' ? front : back;
    const bucket = bucketOf(scope, `Bucket${n}`, owner, owner === 'own' ? shared : undefined);
    queue.addSource(new BucketSource(bucket, { prefixes: ['a/', 'b/', 'c/'].slice(0, prefixes) }));
    if (isMade(owner)) new CfnOutput(scope, `Bucket${n}Name`, { value: bucket.bucketName });
  }
  for (const [n, { owner, raw }] of combination.topics.entries()) {
    const scope = owner === 'other stack' ? publisher : back;
    const topic = topicOf(scope, `Topic${n}`, `topic-${n}${suffix}`, owner, owner === 'own' ? shared : undefined);
    queue.addSource(new TopicSource(topic, { rawMessageDelivery: raw }));
  }
  for (const [n, timeout] of combination.consumers.entries()) {
    const logGroup = new logs.LogGroup(back, `Log${n}`);
    new CfnOutput(back, `Log${n}Name`, { value: logGroup.logGroupName });
    const handler = new lambda.Function(back, `Function${n}`, {
      runtime: lambda.Runtime.NODEJS_22_X,
      code: lambda.Code.fromInline(CODE),
      handler: 'index.handler',
      timeout: Duration.seconds(timeout),
      logGroup,
    });
    new LambdaConsumer(back, `Consumer${n}`, { queue, handler, batchSize: 5, maxConcurrency: 2 });
  }
  for (const { node } of [front, publisher]) {
    if (node.children.length === 0) app.node.tryRemoveChild(node.id);
  }
  return app;
}

export function isMade(owner: Owner): boolean {
  return owner === 'own' || owner === 'other stack';
}

function bucketOf(scope: Stack, id: string, owner: Owner, encryptionKey?: kms.IKey): s3.IBucket {
  if (owner === 'imported') return s3.Bucket.fromBucketName(scope, id, id.toLowerCase());
  if (owner === 'foreign') {
    const attributes = { bucketArn: `arn:aws:s3:::${id.toLowerCase()}`, account: OTHER_ACCOUNT, region: REGION };
    return s3.Bucket.fromBucketAttributes(scope, id, attributes);
  }
  return new s3.Bucket(scope, id, { encryptionKey });
}

function topicOf(scope: Stack, id: string, name: string, owner: Owner, masterKey?: kms.IKey): sns.ITopic {
  if (isMade(owner)) {
    const fifo = name.endsWith('.fifo');
    return new sns.Topic(scope, id, { topicName: name, fifo, contentBasedDeduplication: fifo || undefined, masterKey });
  }
  const account = owner === 'foreign' ? OTHER_ACCOUNT : ACCOUNT;
  return sns.Topic.fromTopicArn(scope, id, `arn:aws:sns:${REGION}:${account}:${name}`);
}
