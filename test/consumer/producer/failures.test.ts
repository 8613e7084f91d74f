import { QueueRequestError } from '../../../consumer';
import { FIFO, numbered, reset, setUp } from './world';

describe('failed entries', () => {
  test('are retried alone, and the results stay in order', async () => {
    const { producer, port, bodies } = setUp({
      fault: ({ number }) => (number === 1 ? { failed: [1, 3] } : undefined),
    });

    const results = await producer.sendAll(numbered(5));

    expect(port.requests.map(({ entries }) => entries)).toEqual([
      ['0', '1', '2', '3', '4'],
      ['1', '3'],
    ]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(bodies().sort()).toEqual([0, 1, 2, 3, 4]);
    expect(producer.counts).toMatchObject({ messages: 5, requests: 2 });
  });

  test('are not retried when the sender is at fault; what succeeded is known', async () => {
    const { producer, port } = setUp({
      fault: () => ({ failed: [1], failure: { code: 'InvalidParameterValue', senderFault: true } }),
    });

    const results = await producer.sendAll(numbered(3));

    expect(port.requests).toHaveLength(1);
    expect(results).toMatchObject([
      { ok: true },
      { ok: false, code: 'InvalidParameterValue', senderFault: true, maybeSent: false },
      { ok: true },
    ]);
  });

  test('of a request that fails later take nothing from what was sent before', async () => {
    const denied = new QueueRequestError('AccessDenied', 'no', true);
    const { producer, queue } = setUp({
      concurrency: 1,
      fault: ({ number }) => (number > 1 ? { error: denied } : undefined),
    });

    const results = await producer.sendAll(numbered(20));

    expect(queue.messages).toHaveLength(10);
    expect(results.map(({ ok }) => ok)).toEqual(numbered(20).map(({ payload }) => payload < 10));
    expect(results[10]).toEqual({
      ok: false,
      code: 'AccessDenied',
      message: 'no',
      senderFault: true,
      maybeSent: false,
    });
  });

  test('are given up after retrySeconds', async () => {
    const { producer, port } = setUp({ retrySeconds: 5, fault: () => ({ failed: [0] }) });
    const begun = port.clock.now();

    const results = await producer.sendAll(numbered(1));

    expect(results).toEqual([
      { ok: false, code: 'ServiceUnavailable', message: 'ServiceUnavailable', senderFault: false, maybeSent: false },
    ]);
    expect(port.requests.length).toBeGreaterThan(3);
    expect(port.clock.now() - begun).toBeLessThanOrEqual(5_000);
  });

  test('stop their group on a FIFO queue, and no other one', async () => {
    const { producer, bodies } = setUp({
      queueUrl: FIFO,
      strictOrder: true,
      fault: ({ entries }) => ({
        failed: entries.flatMap((body, position) => (body === '2' ? [position] : [])),
        failure: { code: 'KmsAccessDenied', senderFault: true },
      }),
    });

    const results = await producer.sendAll(numbered(8, (index) => (index % 2 === 0 ? 'even' : 'odd')));

    expect(bodies().sort()).toEqual([0, 1, 3, 5, 7]);
    expect(results[4]).toEqual({
      ok: false,
      code: 'GroupStopped',
      message: 'message 2 before it in its group was not sent',
      senderFault: false,
      maybeSent: false,
    });
    expect(results.map((result) => (result.ok ? 'sent' : result.code))).toEqual([
      'sent',
      'sent',
      'KmsAccessDenied',
      'sent',
      'GroupStopped',
      'sent',
      'GroupStopped',
      'sent',
    ]);
  });

  test('stop nothing on a standard queue, where a group is a tenant', async () => {
    const { producer, bodies } = setUp({
      concurrency: 1,
      fault: ({ number }) =>
        number === 1 ? { failed: [0], failure: { code: 'KmsAccessDenied', senderFault: true } } : undefined,
    });

    await producer.sendAll(numbered(12, () => 'tenant'));

    expect(bodies()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('that the answer does not name may have been sent', async () => {
    const { producer, port } = setUp({ retrySeconds: 0 });
    port.sendBatch = async () => ({ successful: [], failed: [] });

    expect(await producer.sendAll(numbered(1))).toMatchObject([{ ok: false, code: 'NoAnswer', maybeSent: true }]);
  });

  test('are sent before the later ones of their group when strictOrder says so', async () => {
    const { producer, bodies } = setUp({
      queueUrl: FIFO,
      strictOrder: true,
      fault: ({ number }) => (number === 2 ? { failed: [0] } : undefined),
    });

    await producer.sendAll(numbered(5, () => 'g'));

    expect(bodies()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('an answer that was lost', () => {
  test('does not make a FIFO queue take a message twice', async () => {
    const { producer, port, bodies } = setUp({
      queueUrl: FIFO,
      fault: ({ number }) => (number <= 2 ? { lostAnswer: reset() } : undefined),
    });

    const results = await producer.sendAll(numbered(4, () => 'g'));

    expect(port.requests).toHaveLength(3);
    expect(bodies()).toEqual([0, 1, 2, 3]);
    expect(results.every(({ ok }) => ok)).toBe(true);
  });

  test('makes a standard queue take it again: nothing is lost', async () => {
    const { producer, bodies } = setUp({ fault: ({ number }) => (number === 1 ? { lostAnswer: reset() } : undefined) });

    const results = await producer.sendAll(numbered(2));

    expect(bodies()).toEqual([0, 1, 0, 1]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test('is told when no attempt is answered: the message may be there', async () => {
    const { producer, queue } = setUp({ retrySeconds: 0, fault: () => ({ lostAnswer: reset() }) });

    await expect(producer.send('x')).rejects.toMatchObject({
      code: 'SendFailed',
      awsCode: 'ECONNRESET',
      senderFault: false,
      maybeSent: true,
      message: expect.stringMatching(/ECONNRESET.*may be in the queue all the same/),
    });
    expect(queue.messages).toHaveLength(1);
  });

  test.each([
    ['ECONNREFUSED', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), false],
    ['CredentialsProviderError', Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), false],
    ['TimeoutError', Object.assign(new Error('late'), { name: 'TimeoutError' }), true],
    ['Throttled', new QueueRequestError('Throttled', 'no', false, { cause: { $fault: 'client' } }), false],
    ['InternalError', new QueueRequestError('InternalError', 'no', false, { cause: { $fault: 'server' } }), true],
  ])('is not the same as a request that was refused or never left: %s', async (code, error, maybeSent) => {
    const { producer } = setUp({ retrySeconds: 0, fault: () => ({ error }) });

    expect(await producer.sendAll(numbered(1))).toMatchObject([{ ok: false, code, maybeSent, senderFault: false }]);
  });
});
