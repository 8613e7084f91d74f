import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda';
import { handler } from '../../docs/examples/clicks-handler';

const record = (sequenceNumber: string, data: string): KinesisStreamRecord => ({
  awsRegion: 'eu-west-1',
  eventID: `shardId-000000000000:${sequenceNumber}`,
  eventName: 'aws:kinesis:record',
  eventSource: 'aws:kinesis',
  eventSourceARN: 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks',
  eventVersion: '1.0',
  invokeIdentityArn: 'arn:aws:iam::111122223333:role/consumer',
  kinesis: {
    approximateArrivalTimestamp: 1_700_000_000,
    data: Buffer.from(data).toString('base64'),
    kinesisSchemaVersion: '1.0',
    partitionKey: 'visitor-1',
    sequenceNumber,
  },
});

const handled: string[] = [];
beforeEach(() => {
  handled.length = 0;
  jest.spyOn(console, 'log').mockImplementation((line) => void handled.push(JSON.parse(line).page));
  jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

const invoke = (...Records: KinesisStreamRecord[]) => handler({ Records } satisfies KinesisStreamEvent);

test('all records are handled', async () => {
  expect(await invoke(record('1', '{"page":"/a"}'), record('2', '{"page":"/b"}'))).toEqual({ batchItemFailures: [] });
  expect(handled).toEqual(['/a', '/b']);
});

test('the first that fails is reported, and nothing behind it is touched', async () => {
  const response = await invoke(record('1', '{"page":"/a"}'), record('2', 'broken'), record('3', '{"page":"/c"}'));
  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(handled).toEqual(['/a']);
});
