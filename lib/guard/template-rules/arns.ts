import { parseArn } from '../../../model/arn';
import { isObject, type Json, listOf, objectOf, type Resource } from '../template/stack-template';
import { type Problem, reader, type TemplateRule } from '../template/template-rule';
import { shown, type Templates } from '../template/templates';
import { isKnown } from '../template/values';
import { location } from './rule-kinds';

/** An ARN that stands where a queue is meant. */
interface QueueMention {
  readonly resource: Resource;
  readonly location: string;
  readonly arn: string;
}

export const ARN_RULES: readonly TemplateRule[] = [
  {
    id: 'QueueArn',
    severity: 'error',
    title: 'Where a queue is meant stands the ARN of a queue',
    *judge(templates) {
      for (const mention of [...queueMentions(templates), ...permissions(templates)]) {
        const wrong = arnProblem(mention.arn);
        if (wrong !== undefined) yield { ...problemOf(mention, wrong) };
      }
    },
  },
];

function problemOf({ resource, location, arn }: QueueMention, wrong: string): Problem {
  return {
    resource,
    location,
    problem: `'${location.split('.').at(-1)}' must be the ARN of a queue, got ${shown(arn)}, ${wrong}`,
    consequence: 'What it names is no queue: AWS refuses it, or every request meets AccessDenied or QueueDoesNotExist',
    fix: 'Use queue.queueArn, or write arn:aws:sqs:REGION:123456789012:NAME',
  };
}

/** Judges the parts that are known. `*` is a wildcard of policies. */
function arnProblem(text: string): string | undefined {
  if (text === '*' || /^⟦[^⟧]*⟧$/.test(text) || !isKnown(text.split(':')[0] ?? '')) return undefined;
  const arn = parseArn(text);
  if (arn === undefined) return 'which is no ARN';
  if (isKnown(arn.service) && !/[*?]/.test(arn.service) && arn.service !== 'sqs')
    return `which is one of ${arn.service}`;
  if (isKnown(arn.account) && !/^(\d{12}|.*[*?].*)$/.test(arn.account)) {
    return arn.service === 'sqs' ? `whose account '${arn.account}' has not 12 digits` : undefined;
  }
  return undefined;
}

function queueMentions(templates: Templates): readonly QueueMention[] {
  const mentions: QueueMention[] = [];
  const add = (resource: Resource, where: string, value: Json) => {
    const arn = value === undefined ? undefined : reader(resource, templates).text(value);
    if (arn !== undefined) mentions.push({ resource, location: where, arn });
  };
  for (const queue of templates.ofType('AWS::SQS::Queue')) {
    const read = reader(queue, templates);
    add(queue, location('RedrivePolicy', 'deadLetterTargetArn'), read.at('RedrivePolicy', 'deadLetterTargetArn'));
    for (const [index, arn] of listOf(read.at('RedriveAllowPolicy', 'sourceQueueArns')).entries()) {
      add(queue, location('RedriveAllowPolicy', 'sourceQueueArns', index), arn);
    }
  }
  for (const subscription of templates.ofType('AWS::SNS::Subscription')) {
    const read = reader(subscription, templates);
    const target = read.at('RedrivePolicy', 'deadLetterTargetArn');
    add(subscription, location('RedrivePolicy', 'deadLetterTargetArn'), target);
  }
  for (const mapping of templates.ofType('AWS::Lambda::EventSourceMapping')) {
    const arn = reader(mapping, templates).text(mapping.properties['EventSourceArn']);
    // Anything but a queue's ARN is MappingSource's to judge.
    if (arn !== undefined && parseArn(arn)?.service === 'sqs') add(mapping, location('EventSourceArn'), arn);
  }
  for (const bucket of templates.ofType('AWS::S3::Bucket', 'Custom::S3BucketNotifications')) {
    const configurations = listOf(objectOf(bucket.properties['NotificationConfiguration'])['QueueConfigurations']);
    for (const [index, configuration] of configurations.entries()) {
      for (const name of ['Queue', 'QueueArn']) {
        const where = location('NotificationConfiguration', 'QueueConfigurations', index, name);
        add(bucket, where, objectOf(configuration)[name]);
      }
    }
  }
  return mentions;
}

/** What permissions for SQS name: of anything but a queue they grant nothing. */
function permissions(templates: Templates): readonly QueueMention[] {
  return templates.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role').flatMap((resource) => {
    const read = reader(resource, templates);
    const documents =
      resource.type === 'AWS::IAM::Role'
        ? listOf(resource.properties['Policies']).map((policy, index) => ({
            document: objectOf(policy)['PolicyDocument'],
            path: `Policies.${index}.PolicyDocument`,
          }))
        : [{ document: resource.properties['PolicyDocument'], path: 'PolicyDocument' }];
    return documents.flatMap(({ document, path }) =>
      listOf(objectOf(document)['Statement'])
        .filter(isObject)
        .flatMap((statement, index) => {
          const actions = listOf(statement['Action']);
          const isForQueues =
            actions.length > 0 && actions.every((action) => typeof action === 'string' && /^sqs:/i.test(action));
          return isForQueues && statement['Effect'] === 'Allow'
            ? listOf(statement['Resource']).flatMap((value) => {
                const arn = read.text(value);
                const where = location(path, 'Statement', index, 'Resource');
                return arn === undefined ? [] : [{ resource, location: where, arn }];
              })
            : [];
        }),
    );
  });
}
