import type { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { BATCH, type Contender, load, SLOTS, type Surroundings } from '../contender';

/** The part of the library that is used here; types for it would have to be installed for every check of the types. */
interface Consumer extends EventEmitter {
  start(): void;
  stop(): void;
  readonly status: { readonly isPolling: boolean };
}

interface ConsumerOptions {
  readonly queueUrl: string;
  readonly sqs: SQSClient;
  readonly batchSize: number;
  readonly visibilityTimeout: number;
  readonly handleMessage?: (message: Message) => Promise<Message>;
  readonly handleMessageBatch?: (messages: Message[]) => Promise<Message[]>;
}

const { Consumer }: { readonly Consumer: { create(options: ConsumerOptions): Consumer } } = load('sqs-consumer');

export const sqsConsumerSingle: Contender = (surroundings) => {
  const { handler } = surroundings;
  return run(surroundings, 1, {
    handleMessage: async (message) => {
      await handler.handle(message.MessageId ?? '', JSON.parse(message.Body ?? ''));
      return message;
    },
  });
};

export const sqsConsumerBatch: Contender = (surroundings) => run(surroundings, 1, batchOf(surroundings));
/** As many as make up the slots of the others. */
export const sqsConsumerBatches: Contender = (surroundings) => run(surroundings, SLOTS / BATCH, batchOf(surroundings));

function batchOf({ handler }: Surroundings): Pick<ConsumerOptions, 'handleMessageBatch'> {
  return {
    handleMessageBatch: async (messages) => {
      await Promise.all(
        messages.map((message) => handler.handle(message.MessageId ?? '', JSON.parse(message.Body ?? ''))),
      );
      return messages;
    },
  };
}

function run(
  { queueUrl, client, visibilitySeconds }: Surroundings,
  count: number,
  handling: Pick<ConsumerOptions, 'handleMessage' | 'handleMessageBatch'>,
): () => Promise<void> {
  const consumers = Array.from({ length: count }, () =>
    Consumer.create({
      queueUrl,
      sqs: client,
      batchSize: BATCH,
      visibilityTimeout: visibilitySeconds,
      ...handling,
    }),
  );
  for (const consumer of consumers) {
    // It has no other way to say which deletions failed.
    consumer.on('error', () => undefined);
    consumer.start();
  }
  return async () => {
    for (const consumer of consumers) consumer.stop();
    while (consumers.some(({ status }) => status.isPolling)) await sleep(1);
  };
}
