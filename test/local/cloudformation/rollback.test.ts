import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local/local-cloud';
import { sourceIs, uploadTemplate } from './upload-template';

describe('a bucket that notifies a queue', () => {
  let cloud: LocalCloud;
  beforeEach(async () => {
    cloud = await LocalCloud.start({ clock: 'virtual' });
  });
  afterEach(() => cloud.stop());
  const deploy = (template: object) => cloud.cloudFormation.deployTemplate(template, { stackName: 'Uploads' });
  const queues = async () => (await cloud.client(SQSClient).send(new ListQueuesCommand({}))).QueueUrls ?? [];
  const buckets = async () => (await cloud.client(S3Client).send(new ListBucketsCommand({}))).Buckets ?? [];

  it('is deployed when the queue’s policy lets S3 send, and S3 says so with a test event', async () => {
    const { outputs, resources } = await deploy(uploadTemplate());
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(['Queue', 'Policy', 'Bucket']);
    const QueueUrl = outputs['QueueUrl'];
    const { Messages } = await cloud.client(SQSClient).send(new ReceiveMessageCommand({ QueueUrl }));
    expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
      Event: 's3:TestEvent',
      Bucket: outputs['BucketName'],
    });
  });

  test.each([
    ['for another account', sourceIs('999999999999'), 'aws:SourceAccount'],
    ['for another bucket', sourceIs('111122223333', 'arn:aws:s3:::another'), 'aws:SourceArn'],
    [
      'that needs a condition that S3 does not meet',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      'aws:PrincipalOrgID',
    ],
  ])('fails as on AWS with a policy %s, says why, and leaves nothing behind', async (_name, condition, key) => {
    const deployment = deploy(uploadTemplate(condition));
    await expect(deployment).rejects.toThrow(
      /Bucket \(AWS::S3::Bucket\) CREATE_FAILED: Resource handler returned message: "Unable to validate the following destination configurations/,
    );
    await expect(deployment).rejects.toThrow(
      'Permissions on the destination queue do not allow S3 to publish notifications from this bucket',
    );
    await expect(deployment).rejects.toThrow(key);
    expect(await queues()).toEqual([]);
    expect(await buckets()).toEqual([]);
    expect(cloud.cloudFormation.stacks()).toEqual([]);
  });

  it('tells the event stream which resource failed and why', async () => {
    const failed: unknown[] = [];
    cloud.events.subscribe((event) => {
      if (event.type === 'cloudformation.resource' && event['status'] === 'CREATE_FAILED') failed.push(event);
    });
    await expect(deploy(uploadTemplate(sourceIs('999999999999')))).rejects.toThrow('ROLLBACK_COMPLETE');
    expect(failed).toMatchObject([
      {
        stack: 'Uploads',
        logicalId: 'Bucket',
        resourceType: 'AWS::S3::Bucket',
        reason: expect.stringContaining('aws:SourceAccount wants 999999999999, got 111122223333'),
      },
    ]);
  });

  it('fails as on AWS without any policy, and leaves nothing behind', async () => {
    const { Resources } = uploadTemplate();
    const { DependsOn: _, ...Bucket } = Resources.Bucket;
    await expect(deploy({ Resources: { Bucket, Queue: Resources.Queue } })).rejects.toThrow(
      'Unable to validate the following destination configurations',
    );
    expect(await queues()).toEqual([]);
    expect(await buckets()).toEqual([]);
  });

  it('keeps everything as it was when an update takes the permission away', async () => {
    const { outputs } = await deploy(uploadTemplate());
    const { Resources } = uploadTemplate(sourceIs('999999999999'));
    const changed = {
      ...Resources,
      Queue: { ...Resources.Queue, Properties: { VisibilityTimeout: 90 } },
      Bucket: {
        ...Resources.Bucket,
        Properties: {
          NotificationConfiguration: {
            QueueConfigurations: [{ Event: 's3:ObjectRemoved:*', Queue: { 'Fn::GetAtt': 'Queue.Arn' } }],
          },
        },
      },
    };
    await expect(deploy({ Resources: changed })).rejects.toThrow(
      /Stack Uploads could not be updated \(UPDATE_ROLLBACK_COMPLETE\)/,
    );
    const attributes = async (...AttributeNames: QueueAttributeName[]) => {
      const input = { QueueUrl: outputs['QueueUrl'], AttributeNames };
      return (await cloud.client(SQSClient).send(new GetQueueAttributesCommand(input))).Attributes ?? {};
    };
    const { VisibilityTimeout, Policy } = await attributes('VisibilityTimeout', 'Policy');
    expect(VisibilityTimeout).toBe('60');
    expect(JSON.parse(Policy ?? '').Statement[0].Condition).toEqual(sourceIs('111122223333'));
    expect((await deploy(uploadTemplate())).changed).toBe(false);
  });
});
