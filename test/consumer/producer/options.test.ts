import { createProducer, type SendOptions } from '../../../consumer';
import { InMemoryPort } from '../../../consumer/testing';
import { FIFO, QUEUE, setUp } from './world';

describe('a message', () => {
  test('takes its group, delay, trace header and attributes along', async () => {
    const { producer, port, queue } = setUp();

    await producer.send('x', {
      groupId: 'tenant-7',
      delaySeconds: 60,
      traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
      attributes: {
        text: 'a',
        number: 4.5,
        bytes: new Uint8Array([1]),
        own: { dataType: 'Number.int', stringValue: '5' },
      },
    });

    expect(queue.messages[0]).toMatchObject({
      groupId: 'tenant-7',
      deduplicationId: undefined,
      traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
      visibleAt: port.clock.now() + 60_000,
      messageAttributes: {
        text: { dataType: 'String', stringValue: 'a' },
        number: { dataType: 'Number', stringValue: '4.5' },
        bytes: { dataType: 'Binary', binaryValue: new Uint8Array([1]) },
        own: { dataType: 'Number.int', stringValue: '5' },
      },
    });
  });

  const long = 'x'.repeat(129);
  test.each<[string, SendOptions, RegExp]>([
    [FIFO, {}, /groupId: must be given on a FIFO queue/],
    [FIFO, { groupId: '' }, /groupId: must be 1 to 128 letters.*got "" \(0 characters\)/],
    [FIFO, { groupId: long }, /groupId: must be 1 to 128 .*\(129 characters\)/],
    [QUEUE, { groupId: 'with space' }, /groupId: .*"with space"/],
    [QUEUE, { groupId: 'ümlaut' }, /groupId: .*"ümlaut"/],
    [FIFO, { groupId: 'g', deduplicationId: long }, /deduplicationId: must be 1 to 128/],
    [QUEUE, { deduplicationId: 'd' }, /deduplicationId: must not be given on a standard queue, got "d"/],
    [FIFO, { groupId: 'g', delaySeconds: 5 }, /delaySeconds: must not be given on a FIFO queue, got 5/],
    [QUEUE, { delaySeconds: 901 }, /delaySeconds: must be a whole number of seconds from 0 to 900, got 901/],
    [QUEUE, { delaySeconds: 0.5 }, /delaySeconds: .*got 0\.5/],
    [QUEUE, { attributes: { 'AWS.x': 'a' } }, /attributes\["AWS\.x"\]: its name must be .*not begin with 'AWS\.'/],
    [QUEUE, { attributes: { 'a..b': 'a' } }, /attributes\["a\.\.b"\]: its name/],
    [QUEUE, { attributes: { a: '' } }, /attributes\["a"\]: it must have at least one character/],
    [QUEUE, { attributes: { a: new Uint8Array() } }, /attributes\["a"\]: it must have at least one byte/],
    [QUEUE, { attributes: { a: Number.NaN } }, /attributes\["a"\]: it must be a number, got "NaN"/],
    [QUEUE, JSON.parse('{"attributes":{"a":null}}'), /attributes\["a"\]: its type must be String, Number or Binary/],
    [QUEUE, { attributes: { a: { dataType: 'Text', stringValue: 'a' } } }, /its type must be .*got "Text"/],
    [
      QUEUE,
      { attributes: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, 'x'])) },
      /attributes: must be at most 10, got 11/,
    ],
  ])('for %s with %j is refused before anything is sent', async (queueUrl, options, reason) => {
    const { producer, port } = setUp({ queueUrl });

    await expect(producer.send('x', options)).rejects.toThrow(reason);
    expect(port.requests).toEqual([]);
  });

  test('is told all that is wrong with it, and with the others, at once', async () => {
    const { producer } = setUp();

    await expect(
      producer.sendAll([
        { payload: 'a', deduplicationId: 'd', delaySeconds: -1 },
        { payload: 'b' },
        { payload: undefined },
      ]),
    ).rejects.toMatchObject({
      problems: [
        { index: 0, path: 'deduplicationId' },
        { index: 0, path: 'delaySeconds' },
        { index: 2, path: '' },
      ],
    });
  });

  test('on a FIFO queue may say that it has no delay, as SQS lets it', async () => {
    const { producer } = setUp({ queueUrl: FIFO });

    expect(await producer.send('x', { groupId: 'g', delaySeconds: 0 })).toMatchObject({ ok: true });
  });
});

describe('a producer', () => {
  test('finds its queue in SPILLWAY_QUEUE_URL', async () => {
    const port = new InMemoryPort();
    process.env['SPILLWAY_QUEUE_URL'] = QUEUE;
    try {
      await createProducer({ port }).send(1);
    } finally {
      delete process.env['SPILLWAY_QUEUE_URL'];
    }

    expect(port.queue(QUEUE).messages).toHaveLength(1);
  });

  test.each([
    [{}, /^'queueUrl' must be a queue's URL, got none\..*set SPILLWAY_QUEUE_URL\.$/],
    [{ queueUrl: 'orders' }, /^'queueUrl' must be a queue's URL, got "orders"/],
    [{ queueUrl: QUEUE, concurrency: 0 }, /^'concurrency' must be a whole number from 1 to 50, got 0/],
    [{ queueUrl: QUEUE, retrySeconds: 241 }, /^'retrySeconds' must be from 0 to 240, got 241/],
    [{ queueUrl: QUEUE, retrySeconds: Number.NaN }, /^'retrySeconds' must be from 0 to 240, got NaN/],
  ])('with %j is refused', (options, reason) => {
    expect(() => createProducer(options)).toThrow(reason);
  });
});
