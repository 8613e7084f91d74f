import * as v from 'valibot';
import { z } from 'zod';
import { createProducer } from '../../../consumer';
import { InMemoryPort } from '../../../consumer/testing';
import { QUEUE, setUp } from './world';

const order = z.object({ orderId: z.string(), items: z.array(z.object({ price: z.number() })) });

function typed() {
  const port = new InMemoryPort();
  return { port, producer: createProducer({ queueUrl: QUEUE, schema: order, port }) };
}

describe('the payload', () => {
  test('is typed by the schema and sent as JSON', async () => {
    const { port, producer } = typed();

    await producer.send({ orderId: '1', items: [{ price: 2 }] });

    expect(port.queue(QUEUE).messages[0]?.body).toBe('{"orderId":"1","items":[{"price":2}]}');
    // @ts-expect-error the schema says that an order has an id
    await expect(producer.send({ items: [] })).rejects.toThrow(/orderId/);
  });

  test.each([
    ['zod', order],
    ['valibot', v.object({ orderId: v.string(), items: v.array(v.object({ price: v.number() })) })],
  ])('that fails a schema of %s is refused with the path, before anything is sent', async (_, schema) => {
    const port = new InMemoryPort();
    const producer = createProducer({ queueUrl: QUEUE, schema, port });
    const wrong: unknown = { orderId: '2', items: [{ price: 'two' }] };

    const refused = producer.sendAll([
      { payload: { orderId: '1', items: [] } },
      { payload: wrong as { orderId: string; items: [] } },
    ]);

    await expect(refused).rejects.toMatchObject({ problems: [{ index: 1, path: 'items[0].price' }] });
    await expect(refused).rejects.toThrow(/^Nothing was sent: message 1: items\[0\]\.price: .*number/);
    expect(port.requests).toEqual([]);
  });

  test('is judged as the consumer will read it: what JSON changes counts', async () => {
    const port = new InMemoryPort();
    const dates = createProducer({ queueUrl: QUEUE, schema: z.object({ at: z.date() }), port });
    const texts = createProducer({ queueUrl: QUEUE, schema: z.object({ at: z.coerce.date() }), port });

    await expect(dates.send({ at: new Date(0) })).rejects.toThrow(/at: .*date/i);
    await texts.send({ at: new Date(0) });

    expect(port.queue(QUEUE).messages.map(({ body }) => body)).toEqual(['{"at":"1970-01-01T00:00:00.000Z"}']);
  });

  test.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a bigint', 1n],
  ])('%s is refused: JSON does not have it', async (_, payload) => {
    const { producer, port } = setUp();

    await expect(producer.send(payload)).rejects.toThrow(
      /^Nothing was sent: the payload must be a value that JSON has/,
    );
    expect(port.requests).toEqual([]);
  });

  test('may hold any character: JSON writes those down that SQS does not take', async () => {
    const { producer, queue } = setUp();
    const payload = 'tab\t nul\0 \uFFFE\uFFFF lone \uD800 rocket 🚀';

    await producer.send(payload);

    const body = queue.messages[0]?.body ?? '';
    expect(body).toContain('\\uFFFE\\uFFFF');
    expect(JSON.parse(body)).toBe(payload);
  });

  test('is the body itself with the format text, where a character that SQS refuses is named', async () => {
    const { producer, queue } = setUp({ format: 'text' });

    await producer.send('hello');

    expect(queue.messages[0]?.body).toBe('hello');
    await expect(producer.send('bell \u0007')).rejects.toThrow(/got U\+0007 at 5/);
    await expect(producer.send('')).rejects.toThrow(/at least one character/);
    await expect(producer.send(5)).rejects.toThrow(/must be a string .*got number/);
  });

  test('is Base64 with the format binary, whatever part of a buffer it is', async () => {
    const { producer, queue } = setUp({ format: 'binary' });

    await producer.send(new Uint8Array([0, 1, 2, 255, 9]).subarray(1, 4));

    expect(queue.messages[0]?.body).toBe('AQL/');
    await expect(producer.send('text')).rejects.toThrow(/must be a Uint8Array/);
  });
});
