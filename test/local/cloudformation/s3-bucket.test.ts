import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { LocalCloud } from '../../../local/local-cloud';
import { uploadTemplate } from './upload-template';

describe('AWS::S3::Bucket', () => {
  let cloud: LocalCloud;
  let s3: S3Client;
  beforeEach(async () => {
    cloud = await LocalCloud.start({ clock: 'virtual' });
    s3 = cloud.client(S3Client);
  });
  afterEach(() => cloud.stop());
  const bucket = (Properties: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties });
  const deploy = (Resources: object, Outputs?: object) =>
    cloud.cloudFormation.deployTemplate({ Resources, Outputs }, { stackName: 'Files' });

  it('has the settings that its properties say', async () => {
    const { resources } = await deploy({
      Uploads: bucket({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: 'true' },
        Tags: [{ Key: 'Department', Value: 'Finance' }],
      }),
    });
    const Bucket = resources[0]?.physicalId;
    expect(Bucket).toMatch(/^files-uploads-[a-z0-9]{12}$/);
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'AES256',
    });
    const ownership = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    const access = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(access.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: false,
      RestrictPublicBuckets: false,
    });
    const tagging = await s3.send(new GetBucketTaggingCommand({ Bucket }));
    expect(tagging.TagSet).toEqual([{ Key: 'Department', Value: 'Finance' }]);
  });

  it('has a name known beforehand in the account’s own regional namespace', async () => {
    const { outputs } = await deploy(
      { Uploads: bucket({ BucketNamePrefix: 'uploads', BucketNamespace: 'account-regional' }) },
      { Name: { Value: { Ref: 'Uploads' } }, Arn: { Value: { 'Fn::GetAtt': ['Uploads', 'Arn'] } } },
    );
    const name = 'uploads-111122223333-us-east-1-an';
    expect(outputs).toEqual({ Name: name, Arn: `arn:aws:s3:::${name}` });
    await s3.send(new HeadBucketCommand({ Bucket: name }));
  });

  it('passes filters on to its notifications, and removes them with the property', async () => {
    const template = uploadTemplate();
    const { Bucket, Queue, Policy } = template.Resources;
    const [notification] = Bucket.Properties.NotificationConfiguration.QueueConfigurations;
    const Filter = { S3Key: { Rules: [{ Name: 'suffix', Value: '.csv' }] } };
    const filtered = { NotificationConfiguration: { QueueConfigurations: [{ ...notification, Filter }] } };
    const { resources } = await deploy({ Queue, Policy, Bucket: { ...Bucket, Properties: filtered } });
    const name = resources.find(({ logicalId }) => logicalId === 'Bucket')?.physicalId;
    const configuration = () => s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: name }));
    expect((await configuration()).QueueConfigurations).toMatchObject([
      { Events: ['s3:ObjectCreated:*'], Filter: { Key: { FilterRules: [{ Name: 'Suffix', Value: '.csv' }] } } },
    ]);
    await deploy({ Queue, Policy, Bucket: { ...Bucket, Properties: {} } });
    expect((await configuration()).QueueConfigurations).toBeUndefined();
  });

  it('that is not empty cannot be deleted', async () => {
    await deploy({ Uploads: bucket({ BucketName: 'my-uploads' }) });
    await s3.send(new PutObjectCommand({ Bucket: 'my-uploads', Key: 'a.txt', Body: 'a' }));
    await expect(cloud.cloudFormation.deleteStack('Files')).rejects.toThrow(
      /The following resource\(s\) failed to delete: \[Uploads\][\s\S]*The bucket you tried to delete is not empty/,
    );
    await s3.send(new HeadBucketCommand({ Bucket: 'my-uploads' }));
  });

  it('does not take over a bucket that exists under its name', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'my-uploads' }));
    await expect(deploy({ Uploads: bucket({ BucketName: 'my-uploads' }) })).rejects.toThrow(
      'my-uploads already exists',
    );
    await s3.send(new HeadBucketCommand({ Bucket: 'my-uploads' }));
  });

  it('is refused before anything is created when it notifies functions', async () => {
    const NotificationConfiguration = { LambdaConfigurations: [] };
    await expect(deploy({ Uploads: bucket({ NotificationConfiguration }) })).rejects.toThrow(
      'Uploads (AWS::S3::Bucket): the property NotificationConfiguration.LambdaConfigurations is not supported',
    );
  });
});
