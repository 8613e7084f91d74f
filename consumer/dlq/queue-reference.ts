import { parseArn, queueUrl } from '../../model/arn';
import { queueNameProblem } from '../../model/queue-name';
import { DeadLetterUsageError } from './errors';

/** A queue as somebody wrote it. */
export type QueueReference =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'url'; readonly url: string; readonly region?: string };

/** Reads a queue's name, URL or ARN. The URL of an ARN follows from it, without a request. */
export function parseQueueReference(text: string): QueueReference {
  if (text.startsWith('arn:')) {
    const arn = parseArn(text);
    if (arn?.service !== 'sqs' || arn.region === '' || arn.account === '') throw notAQueue(text);
    return { kind: 'url', url: queueUrl(text), region: arn.region };
  }
  if (/^https?:/.test(text)) {
    if (!/^https?:\/\/[^/]+\/\d{12}\/[^/]+$/.test(text)) throw notAQueue(text);
    return { kind: 'url', url: text, region: /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\./.exec(text)?.[1] };
  }
  if (queueNameProblem(text, text.endsWith('.fifo') ? 'fifo' : 'standard') !== undefined) throw notAQueue(text);
  return { kind: 'name', name: text };
}

function notAQueue(text: string): DeadLetterUsageError {
  return new DeadLetterUsageError(
    `'QUEUE' must be the name, URL or ARN of an SQS queue, got '${text}'. ` +
      'Use for example orders-dlq, https://sqs.REGION.amazonaws.com/ACCOUNT/orders-dlq or arn:aws:sqs:REGION:ACCOUNT:orders-dlq.',
  );
}
