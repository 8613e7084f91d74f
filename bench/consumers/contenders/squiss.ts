import type { EventEmitter } from 'node:events';
import type { SQS } from '@aws-sdk/client-sqs';
import { type Contender, load, SLOTS } from '../contender';

interface SquissMessage {
  readonly raw: { readonly MessageId: string };
  readonly body: unknown;
  del(): Promise<void>;
}

interface Squiss extends EventEmitter {
  start(): Promise<void>;
  stop(soft: boolean, timeoutMs: number): Promise<boolean>;
}

type SquissClass = new (options: {
  readonly SQS: SQS;
  readonly queueUrl: string;
  readonly maxInFlight: number;
  readonly bodyFormat: 'json';
  readonly visibilityTimeoutSecs: number;
}) => Squiss;

const { Squiss }: { readonly Squiss: SquissClass } = load('squiss-ts');

export const squiss: Contender = ({ queueUrl, client, handler, visibilitySeconds }) => {
  const consumer = new Squiss({
    SQS: client,
    queueUrl,
    maxInFlight: SLOTS,
    bodyFormat: 'json',
    visibilityTimeoutSecs: visibilitySeconds,
  });
  consumer.on('error', () => undefined);
  consumer.on('message', async (message: SquissMessage) => {
    await handler.handle(message.raw.MessageId, message.body);
    await message.del();
  });
  void consumer.start();
  return async () => {
    await consumer.stop(true, 10_000);
  };
};
