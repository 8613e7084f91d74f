import { Event } from '@aws-sdk/client-s3';
import { parseS3Notification } from '../../../model/events/parse-s3-notification';
import { type S3EventRecordProps, s3EventRecord, s3TestEvent } from '../../../model/events/s3-event';
import { coversEvent, S3_EVENT_TYPES } from '../../../model/events/s3-event-type';

const PUT: S3EventRecordProps = {
  region: 'eu-central-1',
  time: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  eventName: 'ObjectCreated:Put',
  configurationId: 'uploads',
  bucket: 'my-bucket',
  bucketOwner: 'A3NL1KOZZKExample',
  key: 'in/my file+1.csv',
  size: 9,
  eTag: '437b930db84b8079c2dd804a71936b5f',
  sequencer: '0055AED6DCD90281E5',
  principalId: 'AWS:AROAEXAMPLE:session',
  sourceIp: '127.0.0.1',
  requestId: 'C3D13FE58DE4C810',
  hostId: 'FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD',
};

describe("S3's event record", () => {
  test('has the documented shape', () => {
    expect(s3EventRecord(PUT)).toEqual({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'eu-central-1',
      eventTime: '2026-01-02T03:04:05.006Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:AROAEXAMPLE:session' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': PUT.requestId, 'x-amz-id-2': PUT.hostId },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'uploads',
        bucket: {
          name: 'my-bucket',
          ownerIdentity: { principalId: 'A3NL1KOZZKExample' },
          arn: 'arn:aws:s3:::my-bucket',
        },
        object: {
          key: 'in/my+file%2B1.csv',
          size: 9,
          eTag: '437b930db84b8079c2dd804a71936b5f',
          sequencer: '0055AED6DCD90281E5',
        },
      },
    });
  });

  test('of a removed object has neither size nor eTag, and of a version its id', () => {
    const removed = { ...PUT, eventName: 'ObjectRemoved:Delete', size: undefined, eTag: undefined, versionId: 'v1' };
    expect(Object.keys(s3EventRecord(removed).s3.object)).toEqual(['key', 'versionId', 'sequencer']);
  });

  test("names a bucket in its own partition's ARN", () => {
    expect(s3EventRecord({ ...PUT, partition: 'aws-cn' }).s3.bucket.arn).toBe('arn:aws-cn:s3:::my-bucket');
  });
});

describe('the body of a message from S3', () => {
  test('holds records', () => {
    const record = s3EventRecord(PUT);
    expect(parseS3Notification(JSON.stringify({ Records: [record] }))).toEqual({ kind: 'records', records: [record] });
  });

  test('is a test event when S3 accepted a notification configuration', () => {
    const event = s3TestEvent({ bucket: 'my-bucket', time: PUT.time, requestId: 'r', hostId: 'h' });
    expect(event).toEqual({
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: '2026-01-02T03:04:05.006Z',
      Bucket: 'my-bucket',
      RequestId: 'r',
      HostId: 'h',
    });
    expect(parseS3Notification(JSON.stringify(event))).toEqual({ kind: 'test', event });
  });

  test.each([
    ['hello', 'the body is not JSON'],
    ['"hello"', 'the body is not a JSON object'],
    ['null', 'the body is not a JSON object'],
    ['{"foo":1}', "the body has neither 'Records' nor the event 's3:TestEvent'"],
    ['{"Records":[1]}', 'Records[0] is not an object'],
    ['{"Records":[{"eventSource":"aws:sqs"}]}', 'Records[0] comes from "aws:sqs", not from "aws:s3"'],
    ['{"Records":[{}]}', 'Records[0] comes from no event source, not from "aws:s3"'],
    ['{"Records":[{"eventSource":"aws:s3"}]}', "Records[0] has no 'eventName'"],
    ['{"Records":[{"eventSource":"aws:s3","eventName":"x"}]}', "Records[0] has no 's3.bucket.name'"],
    [
      '{"Records":[{"eventSource":"aws:s3","eventName":"x","s3":{"bucket":{"name":"b"},"object":{}}}]}',
      "Records[0] has no 's3.object.key'",
    ],
  ])('%s is invalid, with the reason', (body, reason) => {
    expect(parseS3Notification(body)).toEqual({ kind: 'invalid', reason });
  });
});

describe('a configured event type', () => {
  test.each([
    ['s3:ObjectCreated:*', 'ObjectCreated:Put', true],
    ['s3:ObjectCreated:*', 'ObjectRemoved:Delete', false],
    ['s3:ObjectCreated:Put', 'ObjectCreated:Put', true],
    ['s3:ObjectCreated:Put', 'ObjectCreated:Post', false],
    ['s3:LifecycleTransition', 'LifecycleTransition', true],
  ])('%s covers %s: %s', (configured, eventName, expected) => {
    expect(coversEvent(configured, eventName)).toBe(expected);
  });

  test('is one that the SDK knows, and every one of those', () => {
    expect(S3_EVENT_TYPES.toSorted()).toEqual(Object.values<string>(Event).toSorted());
  });

  test('with an asterisk covers every type of its family', () => {
    for (const family of S3_EVENT_TYPES.filter((type) => type.endsWith(':*'))) {
      const members = S3_EVENT_TYPES.filter((type) => type.startsWith(family.slice(0, -1)) && type !== family);
      expect(members.length).toBeGreaterThan(0);
      expect(members.every((type) => coversEvent(family, type.slice('s3:'.length)))).toBe(true);
    }
  });
});
