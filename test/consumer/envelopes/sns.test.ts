import { bucketEvents, consume, type Envelope, sns, text } from '../../../consumer';
import { handleBodies, s3EventBody, s3TestEventBody, snsBody } from '../../../consumer/testing';

async function open<Payload>(envelope: Envelope<Payload>, body: string) {
  const payloads: Payload[] = [];
  const { messages, deadLetters } = await handleBodies(
    { envelope, process: (payload) => void payloads.push(payload) },
    [body],
  );
  return { payloads, message: messages[0], deadLetters };
}

describe('a notification of SNS', () => {
  test('holds JSON, unless an inner envelope says otherwise', async () => {
    expect((await open(sns(), snsBody({ orderId: 1 }))).payloads).toEqual([{ orderId: 1 }]);
    expect((await open(sns(text()), snsBody('just text', { subject: 'Hi' }))).payloads).toEqual(['just text']);
  });

  test('holds what a bucket published, one payload for each object', async () => {
    const body = snsBody(s3EventBody({ key: 'a b.txt' }, { key: 'ü.txt' }), { subject: 'Amazon S3 Notification' });

    const { payloads } = await open(sns(bucketEvents()), body);

    expect(payloads.map(({ key }) => key)).toEqual(['a b.txt', 'ü.txt']);
  });

  test('with a test event of S3 is done at once', async () => {
    const { payloads, message } = await open(sns(bucketEvents()), snsBody(s3TestEventBody()));

    expect(payloads).toEqual([]);
    expect(message).toEqual({ outcome: 'ack', note: 's3:TestEvent' });
  });

  test.each([
    ['not json', /^The body is not SNS's notification: it is not JSON: /],
    ['[1]', /it must be a JSON object, got an array\.$/],
    ['null', /got null\.$/],
    ['{"orderId":1}', /Type must be "Notification", got none\. .*RawMessageDelivery.*option raw/],
    ['{"Type":"Other"}', /Type must be "Notification", got "Other"/],
    ['{"Type":"Notification","Message":{"a":1}}', /Message must be text, got object\.$/],
    [snsBody('not json'), /^In SNS's Message: The body is not JSON: /],
  ])('that is none is a permanent failure with the reason: %s', async (body, reason) => {
    const { payloads, message, deadLetters } = await open(sns(), body);

    expect(payloads).toEqual([]);
    expect(message).toMatchObject({ outcome: 'deadLetter', reason: expect.stringMatching(reason) });
    expect(deadLetters.map((letter) => letter.body)).toEqual([body]);
  });

  test('whose inner body is wrong says where', async () => {
    const { message } = await open(sns(bucketEvents()), snsBody({ Records: [{ eventSource: 'aws:sns' }] }));

    expect(message?.reason).toMatch(
      /^In SNS's Message: The body is not an S3 event: Records\[0\] comes from "aws:sns"/,
    );
  });
});

describe('with raw message delivery', () => {
  test('a body without an envelope is what would be inside', async () => {
    const envelope = sns(bucketEvents(), { raw: true });

    expect((await open(envelope, s3EventBody({ key: 'k' }))).payloads).toHaveLength(1);
    expect((await open(envelope, snsBody(s3EventBody({ key: 'k' })))).payloads).toHaveLength(1);
    expect((await open(sns(text(), { raw: true }), 'not json')).payloads).toEqual(['not json']);
  });

  test('a payload of one’s own that has a Type is not taken for an envelope', async () => {
    const own = JSON.stringify({ Type: 'Notification', Message: 'mine' });

    expect((await open(sns(text(), { raw: true }), own)).payloads).toEqual([own]);
  });
});

describe('a message about the subscription', () => {
  test.each([
    [false, 'SubscriptionConfirmation', /asks to confirm this queue's subscription.*sns:ConfirmSubscription.*TopicArn/],
    [true, 'SubscriptionConfirmation', /asks to confirm/],
    [false, 'UnsubscribeConfirmation', /subscription was removed.*sns:ConfirmSubscription/],
  ] as const)('raw %p, %s fails for good and says what to do', async (raw, type, reason) => {
    const body = snsBody('You have chosen to subscribe', { type, topicArn: 'arn:aws:sns:us-east-1:444455556666:news' });

    const { payloads, message, deadLetters } = await open(sns(text(), { raw }), body);

    expect(payloads).toEqual([]);
    expect(deadLetters).toHaveLength(1);
    expect(message).toMatchObject({ outcome: 'deadLetter', reason: expect.stringMatching(reason) });
    expect(message?.reason).toContain('arn:aws:sns:us-east-1:444455556666:news');
    expect(message?.reason).not.toContain('2336412f37');
  });
});

test('the payload has the inner envelope’s type', () => {
  consume({
    envelope: sns(bucketEvents()),
    process: ({ key }) => {
      const typed: string = key;
      // @ts-expect-error a key is no number
      const wrong: number = key;
      return void [typed, wrong];
    },
  });
});
