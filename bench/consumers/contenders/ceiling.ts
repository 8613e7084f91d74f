import type { Message } from '@aws-sdk/client-sqs';
import { BATCH, type Contender, SLOTS, sdk } from '../contender';

const POLLERS = 10;
const MAX_AGE_MS = 50;

/**
 * The shortest loop by hand that keeps all slots busy with full requests: several polls at once, none before ten slots
 * are free, deletions gathered across polls, their failures tried again. It has no leases, no backoff, no drain.
 */
export const ceiling: Contender = ({ queueUrl, client, handler, visibilitySeconds }) => {
  let free = SLOTS;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const waiting: Array<() => void> = [];
  const done: string[] = [];
  const work = new Set<Promise<void>>();

  const track = (promise: Promise<void>): void => {
    work.add(promise);
    void promise.then(() => work.delete(promise));
  };
  const deleteAll = async (handles: readonly string[]): Promise<void> => {
    const Entries = handles.map((ReceiptHandle, position) => ({ Id: String(position), ReceiptHandle }));
    const { Failed = [] } = await client.send(new sdk.DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    for (const { Id } of Failed) remove(handles[Number(Id)] ?? '');
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (done.length > 0) track(deleteAll(done.splice(0)));
  };
  const remove = (handle: string): void => {
    done.push(handle);
    if (done.length >= BATCH) flush();
    else timer ??= setTimeout(flush, MAX_AGE_MS);
  };
  const giveBack = (slots: number): void => {
    free += slots;
    if (free >= BATCH) waiting.shift()?.();
  };
  const handle = async ({ MessageId = '', Body = '', ReceiptHandle = '' }: Message): Promise<void> => {
    await handler.handle(MessageId, JSON.parse(Body));
    giveBack(1);
    remove(ReceiptHandle);
  };
  const command = { QueueUrl: queueUrl, MaxNumberOfMessages: BATCH, WaitTimeSeconds: 20 };
  const poll = async (): Promise<void> => {
    while (!stopped) {
      if (free < BATCH) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        continue;
      }
      free -= BATCH;
      const { Messages = [] } = await client.send(
        new sdk.ReceiveMessageCommand({ ...command, VisibilityTimeout: visibilitySeconds }),
      );
      giveBack(BATCH - Messages.length);
      for (const message of Messages) track(handle(message));
    }
  };
  const pollers = Promise.all(Array.from({ length: POLLERS }, poll));
  return async () => {
    stopped = true;
    for (const wake of waiting.splice(0)) wake();
    await pollers;
    while (work.size > 0 || done.length > 0) {
      await Promise.all(work);
      flush();
    }
  };
};
