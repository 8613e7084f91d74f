import { MessageIds } from '../../../../local/services/sqs/model/message-ids';
import { Queue } from '../../../../local/services/sqs/model/queue';
import { SETTINGS } from './queue-checker';

test.each([
  ['standard', false],
  ['FIFO', true],
])('a %s queue hands out 120,000 messages and no more until some are deleted or visible again', (_kind, fifo) => {
  const around = {
    ids: new MessageIds(Buffer.alloc(16)),
    observer: { happened: () => undefined, deadLettered: () => undefined },
    find: () => undefined,
  };
  const queue = new Queue({ arn: 'arn', fifo, number: 1 }, SETTINGS, around);
  for (let index = 0; index < 120_020; index += 1) {
    queue.send({ body: 'a', senderId: 'me', groupId: fifo ? String(index) : undefined }, 0, 0);
  }
  let received = 0;
  for (let receive = 0; receive < 12_000; receive += 1) {
    received += queue.receive({ max: 10, visibilityTimeout: 60 }, 1000)?.length ?? 0;
  }
  expect(received).toBe(120_000);
  expect(queue.receive({ max: 10, visibilityTimeout: 60 }, 1000)).toBeUndefined();
  expect(queue.depth(1000)).toMatchObject({ visible: 20, inFlight: 120_000 });
  expect(queue.receive({ max: 10, visibilityTimeout: 60 }, 61_000)?.length).toBe(10);
});
