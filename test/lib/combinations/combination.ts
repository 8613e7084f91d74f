import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import fc from 'fast-check';
import { context as recommended } from '../../../cdk.json';
import { BucketSource, TopicSource, WorkQueue } from '../../../lib';
import { addConsumers } from './consumers';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
export const REGION = 'us-east-1';

/** Roles of the other account. */
export const PRODUCER = 'shop';
export const consumerRole = (n: number): string => `worker-${n}`;

/** Whose a source is. Imported and foreign ones are references to what another app made. */
const OWNERS = ['own', 'other stack', 'imported', 'foreign'] as const;
type Owner = (typeof OWNERS)[number];

/** Where the consumers stand: beside the queue, in an app that imports it, or in another account. */
const PLACES = ['beside', 'import', 'other account'] as const;

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
  readonly consumersAt: (typeof PLACES)[number];
  /** Whether a role of another account sends to the queue as well. */
  readonly shared: boolean;
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
      consumersAt: fc.constantFrom(...PLACES),
      shared: fc.boolean(),
    })
    .map((made) => ({ ...made, buckets: made.fifo ? [] : made.buckets }));
}

/** Who is not of this app must be able to name the queue. */
export function queueName({ fifo, named, consumersAt, shared }: Combination): string | undefined {
  return named || shared || consumersAt !== 'beside' ? `orders${fifo ? '.fifo' : ''}` : undefined;
}

/** What raises the queue's to this where the consumers are of the same app. */
export function visibilityTimeout({ consumers }: Combination): Duration {
  return Duration.seconds(6 * Math.max(...consumers));
}

export function newCombinationApp({ flags }: Combination, outdir?: string): App {
  return new App({
    outdir,
    analyticsReporting: false,
    context: flags === 'none' ? { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } : recommended,
  });
}

/** The queue with its sources, and its consumers where they stand beside it. */
export function build(combination: Combination, outdir?: string): App {
  const { fifo, encryption, consumersAt } = combination;
  const app = newCombinationApp(combination, outdir);
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
    queueName: queueName(combination),
    encryptionKey: ofQueue,
    visibilityTimeout: consumersAt === 'beside' ? undefined : visibilityTimeout(combination),
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
  if (ofQueue !== undefined) new CfnOutput(back, 'KeyArn', { value: ofQueue.keyArn });
  if (consumersAt === 'beside') addConsumers(back, queue, combination);
  shareWithOthers(queue, combination);
  for (const { node } of [front, publisher]) {
    if (node.children.length === 0) app.node.tryRemoveChild(node.id);
  }
  return app;
}

function shareWithOthers(queue: WorkQueue, { consumersAt, shared, consumers }: Combination): void {
  const roles = (names: readonly string[]) =>
    names.map((name) => new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:role/${name}`));
  if (shared) queue.share({ producers: roles([PRODUCER]) });
  if (consumersAt === 'other account') queue.share({ consumers: roles(consumers.map((_, n) => consumerRole(n))) });
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
