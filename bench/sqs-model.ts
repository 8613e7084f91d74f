import { MessageIds } from '../local/services/sqs/model/message-ids';
import { Queue } from '../local/services/sqs/model/queue';
import type { QueueSettings } from '../local/services/sqs/model/queue-settings';
import { decodeReceipt, encodeReceipt } from '../local/services/sqs/model/receipt-handle';

/**
 * The queue's state machine alone: bytes per queued message beyond its body, and microseconds per operation on an
 * empty queue and behind a backlog. `npx tsx --expose-gc bench/sqs-model.ts [messages]`
 */
const backlog = Number(process.argv[2] ?? 1_000_000);
const rounds = 100_000;
const ids = new MessageIds(Buffer.alloc(16, 7));
const settings: QueueSettings = {
  visibilityTimeout: 30,
  messageRetentionPeriod: 345_600,
  delay: 0,
  receiveWaitTime: 0,
  maximumMessageSize: 1_048_576,
  redrive: undefined,
  contentBasedDeduplication: false,
  deduplicationScope: 'queue',
};

function newQueue(fifo: boolean): Queue {
  return new Queue({ arn: 'arn:aws:sqs:us-east-1:111122223333:bench', fifo, number: 1 }, settings, {
    ids,
    observer: { happened: () => undefined, deadLettered: () => undefined },
    find: () => undefined,
  });
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function send(queue: Queue, index: number, now: number): void {
  const content = { body: 'a body that all messages share', senderId: '111122223333' };
  if (queue.identity.fifo) queue.sendOnce(`dedup-${index}`, { ...content, groupId: `group-${index % 1000}` }, now);
  else queue.send(content, 0, now);
}

function microseconds(count: number, operation: (index: number) => void): number {
  const start = process.hrtime.bigint();
  for (let index = 0; index < count; index += 1) operation(index);
  return Number(process.hrtime.bigint() - start) / 1000 / count;
}

function cycle(queue: Queue, start: number): Record<string, string> {
  let now = start;
  const tick = (): number => {
    now += 1;
    return now;
  };
  const handles: string[] = [];
  const each = rounds;
  const sent = microseconds(each, (index) => send(queue, backlog + index, tick()));
  const received = microseconds(each / 10, () => {
    for (const { serial, receiveCount } of queue.receive({ max: 10, visibilityTimeout: 30_000 }, tick()) ?? []) {
      handles.push(encodeReceipt({ queue: 1, serial, receive: receiveCount }, ids));
    }
  });
  const deleted = microseconds(handles.length, (index) => {
    const receipt = decodeReceipt(handles[index] as string, ids);
    if (receipt !== undefined) queue.delete(receipt.serial, receipt.receive, now);
  });
  return {
    'send us': sent.toFixed(2),
    'receive of 10, us per message': ((received * (each / 10)) / Math.max(handles.length, 1)).toFixed(2),
    'delete us': deleted.toFixed(2),
    'messages received': String(handles.length),
  };
}

const table: Record<string, Record<string, string>> = {};
for (const fifo of [false, true]) {
  const kind = fifo ? 'FIFO' : 'standard';
  cycle(newQueue(fifo), 0);
  table[`${kind}, empty`] = cycle(newQueue(fifo), 0);
  const queue = newQueue(fifo);
  const before = heapBytes();
  const fill = microseconds(backlog, (index) => send(queue, index, 1_000_000 + index));
  const bytes = (heapBytes() - before) / backlog;
  table[`${kind}, ${backlog} queued`] = {
    ...cycle(queue, 1_000_000 + backlog),
    'bytes per message': bytes.toFixed(0),
    'fill us': fill.toFixed(2),
  };
}
console.table(table);
