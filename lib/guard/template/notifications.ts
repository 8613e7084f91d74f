import { parseArn } from '../../../model/arn';
import { type Json, listOf, objectOf, type Resource } from './stack-template';
import { type Reader, reader } from './template-rule';
import type { Templates } from './templates';

/** One event type of one notification of a bucket, whichever resource writes it. */
export interface BucketNotification {
  readonly resource: Resource;
  readonly location: string;
  readonly property: string;
  /** The bucket, where these stacks create it. */
  readonly bucket: Resource | undefined;
  readonly bucketName: string;
  readonly kind: 'queue' | 'other';
  /** The ARN of what is told. */
  readonly target: string;
  /** Undefined where it is not known. */
  readonly event: string | undefined;
  readonly prefix: string | undefined;
  readonly suffix: string | undefined;
}

/** CloudFormation's names, and those of the request that CDK's helper function sends to S3. */
const TARGETS: readonly (readonly [list: string, property: string, kind: 'queue' | 'other'])[] = [
  ['QueueConfigurations', 'Queue', 'queue'],
  ['QueueConfigurations', 'QueueArn', 'queue'],
  ['TopicConfigurations', 'Topic', 'other'],
  ['TopicConfigurations', 'TopicArn', 'other'],
  ['LambdaConfigurations', 'Function', 'other'],
  ['LambdaFunctionConfigurations', 'LambdaFunctionArn', 'other'],
];

export const CDK_HELPER = 'Custom::S3BucketNotifications';

export function bucketNotifications(templates: Templates): readonly BucketNotification[] {
  return templates.ofType('AWS::S3::Bucket', CDK_HELPER).flatMap((resource) => {
    const read = reader(resource, templates);
    const isBucket = resource.type === 'AWS::S3::Bucket';
    const bucketName = isBucket
      ? templates.attribute(resource, 'Ref')
      : (read.text(resource.properties['BucketName']) ?? '');
    const bucket = isBucket ? resource : bucketNamed(bucketName, templates);
    return TARGETS.flatMap(([list, property, kind]) =>
      listOf(read.at('NotificationConfiguration', list)).flatMap((configuration, index) => {
        const { [property]: arn, Event, Events, Filter } = objectOf(configuration);
        const target = read.text(arn);
        if (target === undefined) return [];
        const location = `Properties.NotificationConfiguration.${list}.${index}.${property}`;
        const where = { resource, location, property, bucket, bucketName, kind, target };
        const [prefix, suffix] = [ruleOf('prefix', Filter, read), ruleOf('suffix', Filter, read)];
        return listOf(Event ?? Events).map((event) => ({ ...where, event: read.known(event), prefix, suffix }));
      }),
    );
  });
}

function bucketNamed(name: string, templates: Templates): Resource | undefined {
  return templates.ofType('AWS::S3::Bucket').find((bucket) => templates.attribute(bucket, 'Ref') === name);
}

function ruleOf(wanted: string, filter: Json, read: Reader): string | undefined {
  const { S3Key, Key } = objectOf(filter);
  const rules = listOf(objectOf(S3Key)['Rules'] ?? objectOf(Key)['FilterRules']).map(objectOf);
  const rule = rules.find(({ Name }) => read.known(Name)?.toLowerCase() === wanted);
  return rule === undefined ? '' : read.known(rule['Value']);
}

export function regionOfArn(arn: string): string {
  return parseArn(arn)?.region ?? '';
}
