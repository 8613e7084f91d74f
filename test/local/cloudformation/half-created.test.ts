import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { LocalCloud } from '../../../local/local-cloud';
import { uploadTemplate } from './upload-template';

it('a bucket that can be neither configured nor deleted again is named with both reasons', async () => {
  const faults = [{ on: 's3:DeleteBucket', probability: 1 }];
  const cloud = await LocalCloud.start({ clock: 'virtual', faults });
  const template = uploadTemplate({ StringEquals: { 'aws:SourceAccount': '999999999999' } });
  const Bucket = {
    ...template.Resources.Bucket,
    Properties: { ...template.Resources.Bucket.Properties, BucketName: 'files' },
  };
  const deployment = cloud.cloudFormation.deployTemplate(
    { Resources: { ...template.Resources, Bucket } },
    { stackName: 'Uploads' },
  );
  await expect(deployment).rejects.toThrow(
    /Unable to validate the following destination configurations[\s\S]*Deleting it again failed as well: .*injected fault/,
  );
  await cloud.client(S3Client).send(new HeadBucketCommand({ Bucket: 'files' }));
  await cloud.stop();
});
