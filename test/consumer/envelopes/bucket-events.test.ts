import { bucketEvents, compareSequencers, consume, PermanentError, type S3ObjectEvent } from '../../../consumer';
import { InMemoryPort, invoke, MemoryLogger, s3EventBody, s3TestEventBody, sqsEvent } from '../../../consumer/testing';

async function run(bodies: readonly string[], process: (event: S3ObjectEvent) => void = () => undefined) {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const handler = consume({ port, logger, envelope: bucketEvents(), process });
  const response = await invoke(handler, sqsEvent(bodies), { clock: port.clock });
  return { response, logger };
}

describe('bucket events', () => {
  test('s3:TestEvent is acknowledged without the handler, and counted', async () => {
    const process = jest.fn();

    const { response, logger } = await run([s3TestEventBody()], process);

    expect(process).not.toHaveBeenCalled();
    expect(response.batchItemFailures).toEqual([]);
    expect(logger.outcomes[0]).toMatchObject({ outcome: 'ack', note: 's3:TestEvent' });
    expect(logger.summaries[0]).toMatchObject({ completed: 1, notes: { 's3:TestEvent': 1 } });
  });

  test('the handler gets the object event, typed', async () => {
    const process = jest.fn();

    await run([s3EventBody({ bucket: 'b', key: 'k', size: 5, eTag: 'e', versionId: 'v', sequencer: '01' })], process);

    expect(process.mock.calls[0]?.[0]).toEqual({
      eventName: 'ObjectCreated:Put',
      eventTime: '2030-01-01T00:00:00.000Z',
      region: 'us-east-1',
      bucket: 'b',
      key: 'k',
      size: 5,
      eTag: 'e',
      versionId: 'v',
      sequencer: '01',
    });
  });

  test.each([
    'plain.txt',
    'with space.txt',
    'a+b.txt',
    '100%.txt',
    '100%25.txt',
    'q&a.txt',
    'c#.txt',
    'Müller & Söhne/Übersicht.csv',
    '文件.json',
    '🚀/🦄.bin',
    `${'ä'.repeat(200)}.txt`,
    "quote'(1)!*.txt",
  ])('the key %s is decoded', async (key) => {
    const process = jest.fn();

    await run([s3EventBody({ key })], process);

    expect(process.mock.calls[0]?.[0]).toMatchObject({ key });
  });

  test.each([
    ['{"hello":"world"}', /neither 'Records' nor/],
    ['not json', /is not JSON/],
    ['[]', /not a JSON object/],
    ['{"Records":[{"eventSource":"aws:sns"}]}', /Records\[0\] comes from "aws:sns"/],
    [
      '{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"}}}]}',
      /object\.key/,
    ],
    [s3EventBody({ key: 'x' }).replace('"key":"x"', '"key":"%E0%A4%A"'), /is not URL-encoded/],
  ])('a body that is not an S3 event fails with the reason: %s', async (body, reason) => {
    const process = jest.fn();

    const { response, logger } = await run([body], process);

    expect(process).not.toHaveBeenCalled();
    expect(response.batchItemFailures).toHaveLength(1);
    expect(logger.outcomes[0]?.['reason']).toMatch(reason);
  });

  test('each record of a message is handled, although one fails, and the message fails then', async () => {
    const seen: string[] = [];

    const { response, logger } = await run([s3EventBody({ key: 'a' }, { key: 'b' }, { key: 'c' })], ({ key }) => {
      seen.push(key);
      if (key === 'b') throw new Error('not b');
    });

    expect(seen).toEqual(['a', 'b', 'c']);
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }]);
    expect(logger.outcomes).toHaveLength(1);
  });

  test('one that may still succeed goes before one that never will: the message is retried', async () => {
    const { logger } = await run([s3EventBody({ key: 'a' }, { key: 'b' })], ({ key }) => {
      throw key === 'a' ? new PermanentError('never a') : new Error('not yet b');
    });

    expect(logger.outcomes).toMatchObject([{ outcome: 'retry', reason: 'not yet b' }]);
  });
});

test.each([
  ['0A', '0B', -1],
  ['0B', '0A', 1],
  ['0A', '0a', 0],
  ['0A', '0A00', 0],
  ['0A', '0A01', -1],
  ['0055AED6DCD90281E5', '0055AED6DCD90281E6', -1],
])('sequencer %s compared with %s is %i', (a, b, expected) => {
  expect(compareSequencers(a, b)).toBe(expected);
});
