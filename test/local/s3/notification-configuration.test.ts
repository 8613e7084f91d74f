import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CloudEvent } from '../../../local/kernel/events';
import { doors, failure, type S3Door } from './s3-cloud';

const account = '111122223333';
const arn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;

const allowS3 = (queue: string, condition: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AllowS3Events',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn(queue),
        Condition: condition,
      },
    ],
  });

describe.each(doors)('notification configurations (%s)', (_name, open) => {
  let door: S3Door;
  let sqs: SQSClient;
  const events: CloudEvent[] = [];
  const Bucket = 'notifying';

  beforeEach(async () => {
    door = await open();
    sqs = door.cloud.client(SQSClient);
    events.length = 0;
    door.cloud.events.subscribe((event) => events.push(event));
    await door.s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterEach(() => door.cloud.stop());

  const put = (NotificationConfiguration: NotificationConfiguration, more: object = {}) =>
    door.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration, ...more }));
  const get = async () => {
    const { $metadata: _, ...configuration } = await door.s3.send(
      new GetBucketNotificationConfigurationCommand({ Bucket }),
    );
    return configuration;
  };
  const queue = async (
    QueueName: string,
    condition: object = { ArnLike: { 'aws:SourceArn': `arn:aws:s3:*:*:${Bucket}` } },
  ) => {
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName, Attributes: { Policy: allowS3(QueueName, condition) } }),
    );
    return QueueUrl ?? '';
  };
  const receive = async (QueueUrl: string) => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    return (Messages ?? []).map((message) => JSON.parse(message.Body ?? ''));
  };
  const to = (name: string, more: object = {}) => ({
    QueueArn: arn(name),
    Events: ['s3:ObjectCreated:*' as const],
    ...more,
  });
  const filter = (prefix?: string, suffix?: string) => ({
    Filter: {
      Key: {
        FilterRules: [
          ...(prefix === undefined ? [] : [{ Name: 'prefix' as const, Value: prefix }]),
          ...(suffix === undefined ? [] : [{ Name: 'suffix' as const, Value: suffix }]),
        ],
      },
    },
  });

  test('a queue that allows it is accepted and gets a test event', async () => {
    const url = await queue('orders', {
      ArnLike: { 'aws:SourceArn': `arn:aws:s3:*:*:${Bucket}` },
      StringEquals: { 'aws:SourceAccount': account },
    });
    await put({ QueueConfigurations: [to('orders')] });
    const [test] = await receive(url);
    expect(test).toEqual({
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      Bucket,
      RequestId: expect.any(String),
      HostId: expect.any(String),
    });
  });

  test('a configuration is replaced as a whole, and only a new destination is tested', async () => {
    const [first, second] = [await queue('first'), await queue('second')];
    await put({ QueueConfigurations: [to('first', { Id: 'mine', ...filter('images/', '.jpg') })] });
    expect(await get()).toEqual({
      QueueConfigurations: [
        {
          Id: 'mine',
          QueueArn: arn('first'),
          Events: ['s3:ObjectCreated:*'],
          Filter: {
            Key: {
              FilterRules: [
                { Name: 'Prefix', Value: 'images/' },
                { Name: 'Suffix', Value: '.jpg' },
              ],
            },
          },
        },
      ],
    });
    await put({ QueueConfigurations: [to('first', filter('a/')), to('second', filter('b/'))] });
    const { QueueConfigurations } = await get();
    expect(QueueConfigurations?.map((configuration) => configuration.QueueArn)).toEqual([arn('first'), arn('second')]);
    expect(QueueConfigurations?.[0]?.Id).toMatch(/.+/);
    expect((await receive(first)).length).toBe(1);
    expect((await receive(second)).length).toBe(1);
    await put({});
    expect(await get()).toEqual({});
  });

  test('an ARN that cannot be parsed is refused, even when destinations are not validated', async () => {
    for (const SkipDestinationValidation of [true, false]) {
      const call = put(
        { QueueConfigurations: [{ ...to('x'), QueueArn: 'invalid-queue' }] },
        { SkipDestinationValidation },
      );
      expect(await failure(call)).toMatchObject({
        name: 'InvalidArgument',
        message: 'The ARN could not be parsed',
        ArgumentName: 'Queue',
        ArgumentValue: 'invalid-queue',
        status: 400,
      });
    }
  });

  test('an ARN that cannot be parsed comes before a queue that does not exist', async () => {
    const invalid = { ...to('x'), QueueArn: 'invalid_arn_2' };
    expect(await failure(put({ QueueConfigurations: [to('missing'), invalid] }))).toMatchObject({
      message: 'The ARN could not be parsed',
      ArgumentValue: 'invalid_arn_2',
    });
  });

  test('every destination that fails is listed', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'closed' }));
    await queue('open');
    const configurations = ['missing', 'open', 'closed', 'absent'].map((name) => to(name, filter(`${name}/`)));
    const error = await failure(put({ QueueConfigurations: configurations }));
    expect(error).toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
      ArgumentName1: arn('missing'),
      ArgumentValue1: 'The destination queue does not exist',
      ArgumentName2: arn('closed'),
      ArgumentValue2: expect.stringMatching(
        /^Permissions on the destination queue do not allow S3 to publish notifications from this bucket \(.+\)$/,
      ),
      ArgumentName3: arn('absent'),
      ArgumentValue3: 'The destination queue does not exist',
      status: 400,
    });
    expect(error['ArgumentName4']).toBeUndefined();
    expect(await get()).toEqual({});
  });

  test.each([
    ['another bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:other-bucket' } }, 'aws:SourceArn'],
    ['another account', { StringEquals: { 'aws:SourceAccount': '444455556666' } }, 'aws:SourceAccount'],
  ])('a queue policy for %s is a denial that says which condition failed', async (_who, condition, key) => {
    await queue('orders', condition);
    const error = await failure(put({ QueueConfigurations: [to('orders')] }));
    expect(error['ArgumentName1']).toBe(arn('orders'));
    expect(error['ArgumentValue1']).toContain(key);
    expect(events.filter((event) => event.type === 's3.notifications-changed')).toEqual([]);
  });

  test('destinations are not validated on request, and then not tested', async () => {
    const url = await queue('orders', { StringEquals: { 'aws:SourceAccount': '444455556666' } });
    await put(
      { QueueConfigurations: [to('orders'), to('missing', { Events: ['s3:ObjectRemoved:*'] })] },
      { SkipDestinationValidation: true },
    );
    expect((await get()).QueueConfigurations?.length).toBe(2);
    expect(await receive(url)).toEqual([]);
  });

  test('a FIFO queue is refused', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'orders.fifo', Attributes: { FifoQueue: 'true' } }));
    expect(await failure(put({ QueueConfigurations: [to('orders.fifo')] }))).toMatchObject({
      name: 'InvalidArgument',
      message: 'FIFO SQS queues are not supported.',
    });
  });

  test('a queue in another region is refused', async () => {
    const QueueArn = `arn:aws:sqs:eu-west-1:${account}:orders`;
    expect(await failure(put({ QueueConfigurations: [{ ...to('orders'), QueueArn }] }))).toMatchObject({
      name: 'InvalidArgument',
      message: 'The notification destination service region is not valid for the bucket location constraint',
      ArgumentValue: QueueArn,
    });
  });

  test.each([
    [
      'the same event twice',
      {},
      {},
      'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
    ],
    ['a prefix within another', filter('images/'), filter('images/2026/'), 'Configuration is ambiguously defined.'],
    ['a filter beside none', {}, filter(undefined, '.jpg'), 'Configuration is ambiguously defined.'],
    ['a suffix within another', filter('a', '.tar.gz'), filter('a', '.gz'), 'Configuration is ambiguously defined.'],
  ])('%s is refused as an overlap', async (_case, one, two, message) => {
    const configurations = [to('a', one), to('b', { ...two, Events: ['s3:ObjectCreated:Put'] })];
    const error = await failure(put({ QueueConfigurations: configurations }, { SkipDestinationValidation: true }));
    expect(error).toMatchObject({ name: 'InvalidArgument', status: 400 });
    expect(error['message']).toContain(message);
  });

  test.each([
    ['other prefixes', filter('a/'), filter('b/')],
    ['other suffixes under one prefix', filter('a/', '.jpg'), filter('a/', '.png')],
    ['other events', {}, { Events: ['s3:ObjectRemoved:*'] }],
  ])('%s do not overlap', async (_case, one, two) => {
    await put({ QueueConfigurations: [to('a', one), to('b', two)] }, { SkipDestinationValidation: true });
    expect((await get()).QueueConfigurations?.length).toBe(2);
  });

  test.each([
    [
      'a rule name',
      { Filter: { Key: { FilterRules: [{ Name: 'contains', Value: 'x' }] } } },
      {
        message: 'filter rule name must be either prefix or suffix',
        ArgumentName: 'FilterRule.Name',
        ArgumentValue: 'contains',
      },
    ],
    [
      'two prefixes',
      {
        Filter: {
          Key: {
            FilterRules: [
              { Name: 'prefix', Value: 'a' },
              { Name: 'Prefix', Value: 'b' },
            ],
          },
        },
      },
      { message: 'Cannot specify more than one prefix rule in a filter.' },
    ],
    [
      'an event',
      { Events: ['s3:ObjectCreated:Made'] },
      { message: 'A specified event is not supported for notifications.' },
    ],
  ])('%s that S3 does not know is refused', async (_case, more, expected) => {
    expect(await failure(put({ QueueConfigurations: [to('a', more)] }))).toMatchObject({
      name: 'InvalidArgument',
      ...expected,
    });
  });

  test.each([
    [
      'Lambda functions',
      {
        LambdaFunctionConfigurations: [
          {
            LambdaFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
            Events: ['s3:ObjectCreated:*' as const],
          },
        ],
      },
    ],
  ])('%s are no destination yet, and the answer says so', async (what, configuration) => {
    const error = await failure(put(configuration));
    expect(error).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(error['message']).toContain(what);
  });

  test('a bucket of another account may notify a queue that allows it', async () => {
    const url = await queue('shared', {
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:their-bucket' },
      StringEquals: { 'aws:SourceAccount': '444455556666' },
    });
    const theirs = door.client({ account: '444455556666' });
    await theirs.send(new CreateBucketCommand({ Bucket: 'their-bucket' }));
    const configure = new PutBucketNotificationConfigurationCommand({
      Bucket: 'their-bucket',
      NotificationConfiguration: { QueueConfigurations: [to('shared')] },
    });
    await theirs.send(configure);
    expect(await receive(url)).toMatchObject([{ Bucket: 'their-bucket' }]);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: '' } }));
    expect(await failure(theirs.send(configure))).toMatchObject({ ArgumentName1: arn('shared') });
  });
});
