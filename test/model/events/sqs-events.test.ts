import { sqsEventRecord } from '../../../model/events/sqs-event';

const QUEUE = 'arn:aws-cn:sqs:cn-north-1:111122223333:orders';
const MESSAGE = {
  messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
  body: 'hello',
  md5OfBody: '5d41402abc4b2a76b9719d911017c592',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1545082649183',
    SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    ApproximateFirstReceiveTimestamp: '1545082649185',
  },
};

test('a received message becomes the record that a function sees', () => {
  expect(sqsEventRecord(MESSAGE, QUEUE)).toEqual({
    ...MESSAGE,
    messageAttributes: {},
    md5OfMessageAttributes: null,
    eventSource: 'aws:sqs',
    eventSourceARN: QUEUE,
    awsRegion: 'cn-north-1',
  });
});

test('message attributes have the empty lists that SQS never fills', () => {
  const record = sqsEventRecord(
    {
      ...MESSAGE,
      md5OfMessageAttributes: 'c1f4',
      messageAttributes: {
        kind: { dataType: 'String', stringValue: 'csv' },
        raw: { dataType: 'Binary', binaryValue: 'AQI=' },
      },
    },
    QUEUE,
  );
  expect(record.md5OfMessageAttributes).toBe('c1f4');
  expect(record.messageAttributes).toEqual({
    kind: { dataType: 'String', stringValue: 'csv', stringListValues: [], binaryListValues: [] },
    raw: { dataType: 'Binary', binaryValue: 'AQI=', stringListValues: [], binaryListValues: [] },
  });
});
