import { type Contender, load, SLOTS } from '../contender';

const { runWorker }: typeof import('../../../consumer') = load('cdk-spillway/consumer');

export const worker: Contender = ({ queueUrl, client, handler, visibilitySeconds }) => {
  const running = runWorker({
    queueUrl,
    client,
    concurrency: SLOTS,
    visibilityTimeout: visibilitySeconds,
    signals: [],
    process: (payload, message) => handler.handle(message.id, payload),
  });
  return async () => {
    await running.drain();
  };
};
