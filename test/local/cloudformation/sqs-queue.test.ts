import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local/local-cloud';

describe('AWS::SQS::Queue', () => {
  let cloud: LocalCloud;
  let sqs: SQSClient;
  beforeEach(async () => {
    cloud = await LocalCloud.start({ clock: 'virtual' });
    sqs = cloud.client(SQSClient);
  });
  afterEach(() => cloud.stop());
  const queue = (Properties: object) => ({ Type: 'AWS::SQS::Queue', Properties });
  const deploy = (Resources: object, Outputs?: object) =>
    cloud.cloudFormation.deployTemplate({ Resources, Outputs }, { stackName: 'Work' });
  const attributesOf = async (QueueUrl = '') =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;

  it('has every property of a FIFO queue, its redrive policy and tags included', async () => {
    const { resources } = await deploy({
      Dead: queue({ FifoQueue: true }),
      Orders: queue({
        QueueName: 'orders.fifo',
        FifoQueue: true,
        ContentBasedDeduplication: true,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
        DelaySeconds: 13,
        MaximumMessageSize: 3232,
        MessageRetentionPeriod: 13425,
        ReceiveMessageWaitTimeSeconds: 15,
        VisibilityTimeout: '42',
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 7 },
        Tags: [{ Key: 'Department', Value: 'Finance' }],
      }),
    });
    const [dead, orders] = resources;
    expect(dead?.physicalId).toMatch(/\/111122223333\/Work-Dead-[A-Za-z0-9]{12}\.fifo$/);
    expect(await attributesOf(orders?.physicalId)).toMatchObject({
      ContentBasedDeduplication: 'true',
      DeduplicationScope: 'messageGroup',
      DelaySeconds: '13',
      FifoQueue: 'true',
      FifoThroughputLimit: 'perMessageGroupId',
      MaximumMessageSize: '3232',
      MessageRetentionPeriod: '13425',
      QueueArn: 'arn:aws:sqs:us-east-1:111122223333:orders.fifo',
      ReceiveMessageWaitTimeSeconds: '15',
      RedrivePolicy: expect.stringContaining('"maxReceiveCount":7'),
      VisibilityTimeout: '42',
    });
    const { Tags } = await sqs.send(new ListQueueTagsCommand({ QueueUrl: orders?.physicalId }));
    expect(Tags).toEqual({ Department: 'Finance' });
  });

  it('returns its URL for Ref, and its ARN and name as attributes', async () => {
    const output = (Value: unknown) => ({ Value });
    const { outputs } = await deploy(
      { Queue: queue({ QueueName: 'orders' }) },
      {
        Url: output({ Ref: 'Queue' }),
        Arn: output({ 'Fn::GetAtt': ['Queue', 'Arn'] }),
        Name: output({ 'Fn::Sub': `\${Queue.QueueName}` }),
      },
    );
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'orders' }));
    expect(outputs).toEqual({ Url: QueueUrl, Arn: 'arn:aws:sqs:us-east-1:111122223333:orders', Name: 'orders' });
  });

  it('is changed in place, and takes its defaults again for what the template leaves out', async () => {
    const before = await deploy({
      Dead: queue({}),
      Queue: queue({
        VisibilityTimeout: 99,
        DelaySeconds: 5,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
        Tags: [
          { Key: 'Department', Value: 'Finance' },
          { Key: 'Stage', Value: 'dev' },
        ],
      }),
    });
    const after = await deploy({
      Dead: queue({}),
      Queue: queue({ MaximumMessageSize: 4321, Tags: [{ Key: 'Department', Value: 'Sales' }] }),
    });
    expect(after.resources).toEqual(before.resources);
    const QueueUrl = after.resources[1]?.physicalId;
    const attributes = await attributesOf(QueueUrl);
    expect(attributes).toMatchObject({ VisibilityTimeout: '30', DelaySeconds: '0', MaximumMessageSize: '4321' });
    expect(attributes).not.toHaveProperty('RedrivePolicy');
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ Department: 'Sales' });
  });

  it('does not take over a queue that exists under its name', async () => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    await expect(deploy({ Queue: queue({ QueueName: 'orders' }) })).rejects.toThrow(
      "Resource of type 'AWS::SQS::Queue' with identifier 'orders' already exists.",
    );
    expect(await attributesOf(QueueUrl)).toMatchObject({ VisibilityTimeout: '30' });
  });

  it('is refused with the reason of SQS', async () => {
    await expect(deploy({ Queue: queue({ VisibilityTimeout: 99_999 }) })).rejects.toThrow(
      /Queue \(AWS::SQS::Queue\) CREATE_FAILED: Resource handler returned message: ".*VisibilityTimeout.*\(Service: Sqs, Status Code: 400/,
    );
  });

  it('is refused when a property has the wrong type', async () => {
    await expect(deploy({ Queue: queue({ RedrivePolicy: ['x'] }) })).rejects.toThrow(
      'Model validation failed (#/RedrivePolicy: expected type: JSONObject, found: JSONArray ["x"])',
    );
  });

  it('is gone when its stack is deleted', async () => {
    await deploy({ Queue: queue({ QueueName: 'orders' }) });
    await cloud.cloudFormation.deleteStack('Work');
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'orders' }))).rejects.toThrow('does not exist');
  });
});

describe('AWS::SQS::QueuePolicy', () => {
  it('is set on its queues, follows changes, and is taken from queues that it leaves', async () => {
    const cloud = await LocalCloud.start({ clock: 'virtual' });
    const sqs = cloud.client(SQSClient);
    const deploy = (Queues: string[], Action: string[]) => {
      const statement = { Effect: 'Allow', Principal: '*', Action, Resource: { 'Fn::GetAtt': ['One', 'Arn'] } };
      const policy = {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: Queues.map((name) => ({ Ref: name })),
          PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
        },
      };
      const queues = { One: { Type: 'AWS::SQS::Queue' }, Two: { Type: 'AWS::SQS::Queue' } };
      const Resources = Queues.length === 0 ? queues : { ...queues, Policy: policy };
      return cloud.cloudFormation.deployTemplate({ Resources }, { stackName: 'Work' });
    };
    const { resources } = await deploy(['One', 'Two'], ['sqs:SendMessage']);
    const actions = () =>
      Promise.all(
        resources.slice(0, 2).map(async ({ physicalId: QueueUrl }) => {
          const input = { QueueUrl, AttributeNames: ['Policy' as const] };
          const { Attributes } = await sqs.send(new GetQueueAttributesCommand(input));
          return Attributes?.['Policy'] && JSON.parse(Attributes['Policy']).Statement[0].Action;
        }),
      );
    expect(await actions()).toEqual([['sqs:SendMessage'], ['sqs:SendMessage']]);
    await deploy(['One'], ['sqs:SendMessage', 'sqs:DeleteMessage']);
    expect(await actions()).toEqual([['sqs:SendMessage', 'sqs:DeleteMessage'], undefined]);
    await deploy([], []);
    expect(await actions()).toEqual([undefined, undefined]);
    await cloud.stop();
  });
});
