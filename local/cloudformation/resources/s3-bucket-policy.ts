import { HandlerRefusal, isMissing } from '../failure';
import { PropertyValues } from '../property-values';
import type { DeployContext, Properties, ResourceType } from '../resource-type';

export const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  attributes: [],
  replaceOn: ['Bucket'],

  async create(properties, context) {
    const Bucket = new PropertyValues(properties).requiredText('Bucket');
    if (await hasPolicy(Bucket, context)) {
      throw new HandlerRefusal('AlreadyExists', `The bucket policy already exists on bucket ${Bucket}.`);
    }
    await putPolicy(Bucket, properties, context);
    return { physicalId: Bucket, attributes: {} };
  },

  async update(Bucket, properties, _previous, context) {
    await putPolicy(Bucket, properties, context);
    return { physicalId: Bucket, attributes: {} };
  },

  async delete(Bucket, _properties, context) {
    await context.router.call('s3', 'DeleteBucketPolicy', { Bucket }, context.caller);
  },
};

async function putPolicy(Bucket: string, properties: Properties, context: DeployContext): Promise<void> {
  const Policy = new PropertyValues(properties).requiredDocument('PolicyDocument');
  await context.router.call('s3', 'PutBucketPolicy', { Bucket, Policy }, context.caller);
}

async function hasPolicy(Bucket: string, context: DeployContext): Promise<boolean> {
  try {
    await context.router.call('s3', 'GetBucketPolicy', { Bucket }, context.caller);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
