import { bucketArn, parseArn } from '../../../model/arn';
import { bucketNotifications } from './notifications';
import { isObject, listOf, objectOf, type Resource } from './stack-template';
import { reader } from './template-rule';
import type { Templates } from './templates';
import { accountOf, regionOf } from './values';

/** Something that sends into a queue. */
export interface Delivery {
  /** Where it is written. */
  readonly resource: Resource;
  readonly location: string;
  /** The property that names the queue. */
  readonly property: string;
  readonly queueArn: string;
  readonly service: 's3' | 'sns' | 'events';
  readonly sourceArn: string;
  readonly sourceAccount: string | undefined;
  readonly region: string;
}

export function deliveries(templates: Templates): readonly Delivery[] {
  return [...fromBuckets(templates), ...fromTopics(templates), ...fromRules(templates)];
}

function fromBuckets(templates: Templates): readonly Delivery[] {
  return bucketNotifications(templates)
    .filter(({ kind }) => kind === 'queue')
    .map(({ resource, location, property, bucketName, target, bucket }) => ({
      resource,
      location,
      property,
      queueArn: target,
      service: 's3' as const,
      sourceArn: bucketArn({ name: bucketName, partition: parseArn(target)?.partition ?? 'aws' }),
      // A bucket's ARN does not say whose it is.
      sourceAccount: bucket && accountOf(bucket.stack),
      region: regionOf(resource.stack),
    }));
}

export interface Subscription {
  readonly resource: Resource;
  readonly location: string;
  readonly topicArn: string;
  readonly protocol: string | undefined;
  readonly endpoint: string;
}

export function subscriptions(templates: Templates): readonly Subscription[] {
  const own = templates.ofType('AWS::SNS::Subscription').map((resource) => {
    const { properties } = resource;
    const read = reader(resource, templates);
    return {
      resource,
      location: 'Properties.Endpoint',
      topicArn: read.text(properties['TopicArn']) ?? '',
      protocol: read.known(properties['Protocol']),
      endpoint: read.text(properties['Endpoint']) ?? '',
    };
  });
  const inline = templates.ofType('AWS::SNS::Topic').flatMap((resource) => {
    const read = reader(resource, templates);
    return listOf(resource.properties['Subscription']).flatMap((entry, index) =>
      isObject(entry)
        ? [
            {
              resource,
              location: `Properties.Subscription.${index}.Endpoint`,
              topicArn: templates.attribute(resource, 'Ref'),
              protocol: read.known(entry['Protocol']),
              endpoint: read.text(entry['Endpoint']) ?? '',
            },
          ]
        : [],
    );
  });
  return [...own, ...inline];
}

function fromTopics(templates: Templates): readonly Delivery[] {
  return subscriptions(templates)
    .filter(({ protocol }) => protocol === 'sqs')
    .map(({ resource, location, topicArn, endpoint }) => ({
      resource,
      location,
      property: 'Endpoint',
      queueArn: endpoint,
      service: 'sns' as const,
      sourceArn: topicArn,
      sourceAccount: parseArn(topicArn)?.account,
      region: parseArn(topicArn)?.region ?? '',
    }));
}

function fromRules(templates: Templates): readonly Delivery[] {
  return templates.ofType('AWS::Events::Rule').flatMap((resource) => {
    const read = reader(resource, templates);
    return listOf(resource.properties['Targets']).flatMap((target, index) => {
      const queueArn = read.text(objectOf(target)['Arn']);
      // A rule that sends by a role of its own needs no queue policy.
      return queueArn === undefined ||
        parseArn(queueArn)?.service !== 'sqs' ||
        objectOf(target)['RoleArn'] !== undefined
        ? []
        : [
            {
              resource,
              location: `Properties.Targets.${index}.Arn`,
              property: 'Arn',
              queueArn,
              service: 'events' as const,
              sourceArn: templates.attribute(resource, 'Arn'),
              sourceAccount: accountOf(resource.stack),
              region: regionOf(resource.stack),
            },
          ];
    });
  });
}
