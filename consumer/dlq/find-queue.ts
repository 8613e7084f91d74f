import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  paginateListDeadLetterSourceQueues,
  type QueueAttributeName,
} from '@aws-sdk/client-sqs';
import { formatArn, parseArn, queueUrl } from '../../model/arn';
import { isFifoQueueName } from '../../model/queue-name';
import type { DeadLetterAccess } from './access';
import { isAccessDenied, NotADeadLetterQueueError } from './errors';
import { parseQueueReference } from './queue-reference';

export interface QueueIdentity {
  readonly url: string;
  readonly arn: string;
  readonly name: string;
  readonly fifo: boolean;
}

export interface DeadLetterQueue extends QueueIdentity {
  /** What the reference named: the dead-letter queue itself, or a queue whose messages end up there. */
  readonly taken: 'dead-letter queue' | 'source queue';
  /**
   * ARNs of the queues whose messages end up here. When the caller may not list them: the one that the reference
   * named, or none.
   */
  readonly sources: readonly string[];
}

/** What `GetQueueAttributes` counts. SQS counts approximately: the figures may lag by a minute. */
export interface QueueDepth {
  readonly visible: number;
  /** Received by somebody, and hidden until deleted or given back. */
  readonly inFlight: number;
  readonly delayed: number;
}

/**
 * Finds a dead-letter queue by its own name, URL or ARN, or by its source queue's. A queue that is both counts as the
 * dead-letter queue.
 */
export async function findDeadLetterQueue(access: DeadLetterAccess, reference: string): Promise<DeadLetterQueue> {
  const url = await urlOf(access, reference);
  const attributes = await attributesOf(access, url, ['QueueArn', 'RedrivePolicy']);
  const named = identify(url, attributes.QueueArn ?? '');
  const target = targetOf(attributes.RedrivePolicy);
  const sources = await sourcesOf(access, named);
  if (sources !== undefined && sources.length > 0) return { ...named, taken: 'dead-letter queue', sources };
  if (target !== undefined) {
    const found = identify(besides(url, target), target);
    // Not the named one alone: what is done is done to the messages of all of them.
    return { ...found, taken: 'source queue', sources: (await sourcesOf(access, found)) ?? [named.arn] };
  }
  if (sources === undefined) return { ...named, taken: 'dead-letter queue', sources: [] };
  throw new NotADeadLetterQueueError(named.arn);
}

/** Finds the queue that a redrive sends to. */
export async function findQueue(access: DeadLetterAccess, reference: string): Promise<QueueIdentity> {
  const url = await urlOf(access, reference);
  const { QueueArn = '' } = await attributesOf(access, url, ['QueueArn']);
  return identify(url, QueueArn);
}

/** What SQS says is in a queue; looking costs no message a receive. */
export async function depthOf(
  access: Pick<DeadLetterAccess, 'sqs'>,
  { url }: Pick<QueueIdentity, 'url'>,
): Promise<QueueDepth> {
  const attributes = await attributesOf(access, url, [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ]);
  return {
    visible: Number(attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(attributes.ApproximateNumberOfMessagesDelayed ?? 0),
  };
}

export function identifyArn(arn: string): QueueIdentity {
  return identify(queueUrl(arn), arn);
}

async function urlOf({ sqs }: DeadLetterAccess, reference: string): Promise<string> {
  const parsed = parseQueueReference(reference);
  if (parsed.kind === 'url') return parsed.url;
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: parsed.name }));
  return QueueUrl;
}

async function attributesOf(
  { sqs }: Pick<DeadLetterAccess, 'sqs'>,
  QueueUrl: string,
  AttributeNames: QueueAttributeName[],
) {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Attributes;
}

function identify(url: string, arn: string): QueueIdentity {
  const name = parseArn(arn)?.resource ?? '';
  return { url, arn, name, fifo: isFifoQueueName(name) };
}

function targetOf(redrivePolicy: string | undefined): string | undefined {
  if (redrivePolicy === undefined) return undefined;
  const { deadLetterTargetArn } = JSON.parse(redrivePolicy) as { readonly deadLetterTargetArn?: string };
  return deadLetterTargetArn;
}

/** Undefined when the caller may not ask: an operator's role can do without the permission. */
async function sourcesOf({ sqs }: DeadLetterAccess, queue: QueueIdentity): Promise<readonly string[] | undefined> {
  const urls: string[] = [];
  try {
    for await (const page of paginateListDeadLetterSourceQueues({ client: sqs }, { QueueUrl: queue.url })) {
      urls.push(...(page.queueUrls ?? []));
    }
  } catch (error) {
    if (isAccessDenied(error)) return undefined;
    throw error;
  }
  return urls.map((url) => besidesArn(queue.arn, url));
}

/** A dead-letter queue is of the same account and region as its source: only the name differs in their URLs. */
function besides(url: string, arn: string): string {
  return `${url.slice(0, url.lastIndexOf('/'))}/${parseArn(arn)?.resource ?? ''}`;
}

function besidesArn(arn: string, url: string): string {
  const parts = parseArn(arn);
  return parts === undefined ? '' : formatArn({ ...parts, resource: url.slice(url.lastIndexOf('/') + 1) });
}
