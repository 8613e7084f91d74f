import { engineUnderTest } from './engine-under-test';

test('a message that SQS delivers again while it is being handled is not begun twice, and both receives are deleted', async () => {
  const { begun, clock, engine, queue, send, settled } = engineUnderTest({
    handle: async (_, __, clock) => void (await clock.sleep(10_000)),
  });
  send('a');
  engine.start();
  await clock.sleep(1_000);
  for (const message of queue.messages) message.visibleAt = clock.now();
  await clock.sleep(20_000);
  expect(begun).toEqual(['a']);
  expect(settled.map(({ outcome }) => outcome)).toEqual([{ kind: 'ack' }, { kind: 'ack', note: 'duplicate' }]);
  expect(queue.messages).toEqual([]);
});
