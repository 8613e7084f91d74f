import { parseArn } from '../../../model/arn';
import type { LiveQueue } from './live-queue';
import type { QueueDepth } from './model/queue-operations';

/** A queue at this moment. The counters only ever grow while the queue exists. */
export interface QueueSample extends QueueDepth {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  /** Receives that returned no message. */
  readonly emptyReceives: number;
}

export function sampleOf(queue: LiveQueue): QueueSample {
  const { arn, name, account, emptyReceives } = queue;
  return { arn, name, account, region: parseArn(arn)?.region ?? '', emptyReceives, ...queue.counts, ...queue.depth() };
}
