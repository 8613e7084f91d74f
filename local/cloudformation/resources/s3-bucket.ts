import { bucketArn } from '../../../model/arn';
import { accountRegionalBucketName } from '../../../model/bucket-name';
import { BUCKET_NAME } from '../../../model/limits/s3';
import { dnsSuffixOf } from '../../../model/partition';
import { HandlerRefusal, isMissing, orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';
import { BUCKET_SETTINGS, notificationProperties } from './s3-bucket-settings';

/** The one region whose buckets are created without naming it. */
const DEFAULT_REGION = 'us-east-1';
const ACCOUNT_REGIONAL = 'account-regional';

export const bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  properties: [
    'BucketName',
    'BucketNamePrefix',
    'BucketNamespace',
    ...BUCKET_SETTINGS.map(({ property }) => property).filter((name) => name !== 'NotificationConfiguration'),
    ...notificationProperties,
  ],
  attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName', 'WebsiteURL'],
  replaceOn: ['BucketName', 'BucketNamePrefix', 'BucketNamespace'],
  nameProperty: 'BucketName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const Bucket = bucketName(values, context);
    await refuseExisting(Bucket, context);
    const { region } = context;
    await call(
      'CreateBucket',
      present({
        Bucket,
        BucketNamespace: values.text('BucketNamespace'),
        CreateBucketConfiguration: region === DEFAULT_REGION ? undefined : { LocationConstraint: region },
      }),
      context,
    );
    const configure = async () => {
      for (const { property, put } of BUCKET_SETTINGS) {
        if (values.has(property)) await callOnce(put(values), Bucket, context);
      }
    };
    await orUndo(configure, () => call('DeleteBucket', { Bucket }, context));
    return describe(Bucket, context);
  },

  async update(Bucket, properties, previous, context) {
    const values = new PropertyValues(properties);
    for (const { property, put, remove } of BUCKET_SETTINGS) {
      if (sameJson(properties[property], previous[property])) continue;
      await callOnce(values.has(property) ? put(values) : remove, Bucket, context);
    }
    return describe(Bucket, context);
  },

  async delete(Bucket, _properties: Properties, context) {
    await call('DeleteBucket', { Bucket }, context);
  },
};

function bucketName(values: PropertyValues, context: DeployContext): string {
  const name = values.text('BucketName');
  const prefix = values.text('BucketNamePrefix');
  const { account, region } = context;
  if (prefix !== undefined) {
    if (name !== undefined || values.text('BucketNamespace') !== ACCOUNT_REGIONAL) {
      throw new HandlerRefusal(
        'InvalidRequest',
        `BucketNamePrefix needs BucketNamespace ${ACCOUNT_REGIONAL} and no BucketName.`,
      );
    }
    return accountRegionalBucketName({ prefix, account, region });
  }
  return name ?? context.generatedName(BUCKET_NAME.max, { lowerCase: true });
}

/** In us-east-1 CreateBucket accepts a bucket that the account owns already. */
async function refuseExisting(Bucket: string, context: DeployContext): Promise<void> {
  try {
    await call('HeadBucket', { Bucket }, context);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  throw new HandlerRefusal('AlreadyExists', `${Bucket} already exists`);
}

function describe(name: string, { partition, region }: DeployContext): CreatedResource {
  const suffix = dnsSuffixOf(partition);
  return {
    physicalId: name,
    attributes: {
      Arn: bucketArn({ name, partition }),
      DomainName: `${name}.s3.${suffix}`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
      RegionalDomainName: `${name}.s3.${region}.${suffix}`,
      WebsiteURL: `http://${name}.s3-website-${region}.${suffix}`,
    },
  };
}

function callOnce(
  [action, input]: readonly [string, object],
  Bucket: string,
  context: DeployContext,
): Promise<unknown> {
  return call(action, { Bucket, ...input }, context);
}

function call(action: string, input: object, context: DeployContext): Promise<unknown> {
  return context.router.call('s3', action, input, context.caller);
}
