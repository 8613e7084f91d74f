import { createHash } from 'node:crypto';
import { FIFO, numbered, setUp } from './world';

const MIB = 1_048_576;

describe('batches', () => {
  test('have ten messages each, and the results are in the order of the call', async () => {
    const { producer, port, queue } = setUp();

    const results = await producer.sendAll(numbered(25));

    expect(port.requests.map(({ entries }) => entries.length).sort()).toEqual([10, 10, 5]);
    expect(queue.messages).toHaveLength(25);
    expect(results).toEqual(
      Array.from({ length: 25 }, (_, index) => ({
        ok: true,
        messageId: queue.messages.find(({ body }) => body === String(index))?.messageId,
      })),
    );
    expect(producer.counts).toEqual({ messages: 25, requests: 3, requestsPerMessage: 0.12 });
  });

  test.each([
    ['as many bytes as a request takes', 0, [2]],
    ['one byte more', 1, [1, 1]],
  ])('of messages with together %s', async (_, more, requests) => {
    const { producer, port } = setUp({ format: 'text' });
    const attributes = { unicode: 'wörth', bytes: new Uint8Array(3), count: 42 };
    const counted = 7 + 6 + 6 + (5 + 6 + 3) + (5 + 6 + 2);

    const results = await producer.sendAll([
      { payload: 'a'.repeat(MIB / 2 - counted), attributes },
      { payload: 'b'.repeat(MIB / 2 + more) },
    ]);

    expect(port.requests.map(({ entries }) => entries.length)).toEqual(requests);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test('a message above 1 MiB is refused with its size before anything is sent', async () => {
    const { producer, port } = setUp({ format: 'text' });

    const refused = producer.sendAll([
      { payload: 'fine' },
      { payload: 'ä'.repeat(MIB / 2), attributes: { a: 'b' } },
      { payload: 'a'.repeat(MIB) },
    ]);

    await expect(refused).rejects.toMatchObject({
      code: 'InvalidMessage',
      problems: [{ index: 1, message: expect.stringMatching(/at most 1048576 bytes .*, got 1048584\. .*bucket/) }],
    });
    expect(port.requests).toEqual([]);
  });

  test('several requests are under way at a time, as many as allowed', async () => {
    const { producer, port } = setUp({ concurrency: 3 });
    let now = 0;
    let most = 0;
    const sendBatch = port.sendBatch.bind(port);
    port.sendBatch = async (...request) => {
      now += 1;
      most = Math.max(most, now);
      await port.clock.sleep(10);
      now -= 1;
      return sendBatch(...request);
    };

    await producer.sendAll(numbered(100));

    expect(most).toBe(3);
  });

  test('nothing to send is no request', async () => {
    const { producer, port } = setUp();

    expect(await producer.sendAll([])).toEqual([]);
    expect(port.requests).toEqual([]);
    expect(producer.counts).toEqual({ messages: 0, requests: 0 });
  });
});

describe('on a FIFO queue', () => {
  test('many groups fill batches together, and each keeps its order', async () => {
    const { producer, port, queue } = setUp({ queueUrl: FIFO });

    const results = await producer.sendAll(numbered(100, (index) => `group-${index % 7}`));

    expect(port.requests.length).toBeLessThanOrEqual(12);
    expect(results.every(({ ok }) => ok)).toBe(true);
    for (let group = 0; group < 7; group += 1) {
      const sent = queue.messages.filter(({ groupId }) => groupId === `group-${group}`).map(({ body }) => Number(body));
      expect(sent).toEqual([...sent].sort((a, b) => a - b));
    }
  });

  test('a slow request is not overtaken by later messages of its groups', async () => {
    const { producer, port, queue } = setUp({ queueUrl: FIFO });
    const sendBatch = port.sendBatch.bind(port);
    let requests = 0;
    port.sendBatch = async (...request) => {
      requests += 1;
      await port.clock.sleep(1_000 / requests);
      return sendBatch(...request);
    };

    await producer.sendAll(numbered(60, (index) => `group-${index % 3}`));

    for (const group of ['group-0', 'group-1', 'group-2']) {
      const sent = queue.messages.filter(({ groupId }) => groupId === group).map(({ body }) => Number(body));
      expect(sent).toEqual([...sent].sort((a, b) => a - b));
    }
  });

  test('the result has the sequence number', async () => {
    const { producer, queue } = setUp({ queueUrl: FIFO });

    const sent = await producer.send({ n: 1 }, { groupId: 'g' });

    expect(sent).toEqual({ ok: true, messageId: queue.messages[0]?.messageId, sequenceNumber: expect.any(String) });
  });

  test('equal payloads are messages of their own, unless deduplication is by content', async () => {
    const unique = setUp({ queueUrl: FIFO });
    const content = setUp({ queueUrl: FIFO, deduplication: 'content' });
    const twice = [1, 2].map(() => ({ payload: { same: true }, groupId: 'g' }));

    await unique.producer.sendAll(twice);
    const results = await content.producer.sendAll(twice);

    expect(unique.queue.messages).toHaveLength(2);
    expect(content.queue.messages).toEqual([
      expect.objectContaining({ deduplicationId: createHash('sha256').update('{"same":true}').digest('hex') }),
    ]);
    expect(results[0]).toEqual(results[1]);
  });

  test('with strictOrder a request has one message of a group', async () => {
    const { producer, port } = setUp({ queueUrl: FIFO, strictOrder: true, concurrency: 1 });
    const groups = ['a', 'a', 'a', 'b', 'c', 'b'];

    await producer.sendAll(numbered(6, (index) => groups[index] ?? ''));

    expect(port.requests.map(({ entries }) => entries)).toEqual([['0', '3', '4'], ['1', '5'], ['2']]);
  });
});
