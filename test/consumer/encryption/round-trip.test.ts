import { z } from 'zod';
import { binary, consume, runWorker, text } from '../../../consumer';
import { encrypted } from '../../../consumer/encryption';
import { MemoryLogger } from '../../../consumer/testing';
import { type Order, order, World } from './world';

let world: World;

beforeEach(async () => {
  world = await World.start();
});

afterEach(() => world.cloud.stop());

const schema = z.object({ orderId: z.string(), card: z.string() });

test('what a producer encrypts, a function reads; the queue never has it in the clear', async () => {
  await world.producer().send(order, { attributes: { kind: 'order' } });
  const [message] = await world.receive();
  const body = message?.Body ?? '';
  expect(body).toMatch(/^[A-Za-z0-9+/]+=*$/);
  for (const bytes of [body, Buffer.from(body, 'base64').toString('latin1')]) {
    expect(bytes).not.toContain(order.card);
    expect(bytes).not.toContain('orderId');
  }
  // Said in the docs: attributes are not encrypted.
  expect(message?.MessageAttributes?.['kind']?.StringValue).toBe('order');

  await world.put(body);
  const handled: Order[] = [];
  const handler = consume({
    ...world.settings,
    schema,
    envelope: encrypted(world.options()),
    process: (payload) => void handled.push(payload),
  });
  const { response } = await world.invoke(handler);
  expect(handled).toEqual([order]);
  expect(response.batchItemFailures).toEqual([]);
  expect(await world.receive()).toEqual([]);
});

test('a worker reads it as well', async () => {
  const orders = Array.from({ length: 25 }, (_, n) => ({ ...order, orderId: `o-${n}` }));
  const results = await world.producer().sendAll(orders.map((payload) => ({ payload })));
  expect(results.every(({ ok }) => ok)).toBe(true);
  const handled: string[] = [];
  let all: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (all = resolve));
  const worker = runWorker({
    queueUrl: world.queueUrl,
    client: world.sqs,
    logger: new MemoryLogger(),
    waitTime: 1,
    drainBudget: 10,
    signals: [],
    schema,
    envelope: encrypted(world.options()),
    process: ({ orderId }) => {
      handled.push(orderId);
      if (handled.length === orders.length) all();
    },
  });
  await done;
  const report = await worker.drain();
  expect(report).toMatchObject({ completed: 25, retried: 0, deadLettered: 0 });
  expect(handled.sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
});

test('any one of several keys opens a message', async () => {
  const second = await world.createKey();
  const other = await world.createKey();
  await world.producer({}, { keyIds: [world.keyId, second] }).send(order);
  const handled: unknown[] = [];
  await world.handle({
    envelope: encrypted(world.options({ keyIds: [other, second] })),
    process: (payload) => void handled.push(payload),
  });
  expect(handled).toEqual([order]);
});

test('text and bytes come back as they were', async () => {
  const cases = [
    { format: 'text', payload: 'Grüße, 世界 🌍' },
    { format: 'text', payload: 'x' },
    { format: 'text', payload: 'y'.repeat(100_000) },
  ] as const;
  for (const { format, payload } of cases) {
    await world.producer({ format }).send(payload);
    const handled: string[] = [];
    await world.handle({ envelope: encrypted(world.options(), text()), process: (body) => void handled.push(body) });
    expect(handled).toEqual([payload]);
  }
  await world.producer({ format: 'binary' }).send(Buffer.from([0, 255, 128]));
  const bytes: number[][] = [];
  await world.handle({ envelope: encrypted(world.options(), binary()), process: (body) => void bytes.push([...body]) });
  expect(bytes).toEqual([[0, 255, 128]]);
});
