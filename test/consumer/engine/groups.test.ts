import { retry } from '../../../consumer/engine/outcome';
import { engineUnderTest } from './engine-under-test';

test('messages of a group are handled one after the other, groups at the same time', async () => {
  const { begun, clock, engine, send } = engineUnderTest({
    fifo: true,
    handle: async (_, __, clock) => void (await clock.sleep(1_000)),
  });
  send('a1', 'a2', 'b1', 'b2');
  engine.start();
  await clock.sleep(500);
  expect(begun).toEqual(['a1', 'b1']);
  await clock.sleep(2_000);
  expect(begun).toEqual(['a1', 'b1', 'a2', 'b2']);
});

test('a failure stops its group and no other: what came after it in hand is released unprocessed', async () => {
  const { begun, clock, engine, queue, send, settled } = engineUnderTest({
    fifo: true,
    handle: async ({ body, attributes }) =>
      body === 'a1' && attributes['ApproximateReceiveCount'] === '1' ? retry({ after: 5 }) : undefined,
  });
  send('a1', 'a2', 'b1', 'a3');
  engine.start();
  await clock.sleep(4_000);
  expect(begun.sort()).toEqual(['a1', 'b1']);
  expect(settled.filter(({ outcome }) => outcome.kind === 'release').map(({ message }) => message.body)).toEqual([
    'a2',
    'a3',
  ]);
  await clock.sleep(10_000);
  expect(queue.deleted.map(({ body }) => body)).toEqual(['b1', 'a1', 'a2', 'a3']);
});

test('what waits behind a slow message of its group stays hidden, and is received once', async () => {
  const { begun, clock, engine, queue, send, settled } = engineUnderTest({
    fifo: true,
    visibilitySeconds: 30,
    handle: async ({ body }, _, clock) => void (await clock.sleep(body === 'a1' ? 5 * 60_000 : 0)),
  });
  send('a1', 'a2');
  engine.start();
  await clock.sleep(6 * 60_000);
  expect(begun).toEqual(['a1', 'a2']);
  expect(settled.map(({ message }) => message.attributes['ApproximateReceiveCount'])).toEqual(['1', '1']);
  expect(queue.deleted.map(({ body }) => body)).toEqual(['a1', 'a2']);
});
