import { parseArn } from '../../../model/arn';
import { isFifoQueueName } from '../../../model/queue-name';
import { isFifoTopicName } from '../../../model/topic-name';
import type { Resource } from './stack-template';
import { reader } from './template-rule';
import type { Templates } from './templates';
import { isKnown } from './values';

/** AWS's own key for SQS: its policy cannot be changed. */
const SQS_MANAGED_KEY = /(^|:)alias\/aws\/sqs$/;

/** Whether an ARN is a FIFO queue's; undefined when nobody can tell before deployment. */
export function isFifoQueue(arn: string | undefined, templates: Templates): boolean | undefined {
  return isFifo(arn, templates, 'FifoQueue', isFifoQueueName);
}

export function isFifoTopic(arn: string | undefined, templates: Templates): boolean | undefined {
  return isFifo(arn, templates, 'FifoTopic', isFifoTopicName);
}

function isFifo(
  arn: string | undefined,
  templates: Templates,
  property: string,
  byName: (name: string) => boolean,
): boolean | undefined {
  if (arn === undefined) return undefined;
  const resource = templates.byArn(arn);
  if (resource !== undefined) return reader(resource, templates).flag(resource.properties[property]);
  const name = parseArn(arn)?.resource;
  return name !== undefined && isKnown(name) ? byName(name) : undefined;
}

/** Whether a queue is encrypted with AWS's own key, under which no service can send. */
export function hasManagedKey(queue: Resource | undefined, templates: Templates): boolean {
  if (queue === undefined) return false;
  return SQS_MANAGED_KEY.test(reader(queue, templates).known(queue.properties['KmsMasterKeyId']) ?? '');
}

/** Whether two ARNs mean different things for certain: a mark alone says nothing. */
export function areDifferent(a: string, b: string, templates: Templates): boolean {
  if (a === b) return false;
  if (isKnown(a) && isKnown(b)) return true;
  const [one, other] = [parseArn(a), parseArn(b)];
  if (one === undefined || other === undefined) return false;
  const differs = (['service', 'region', 'account', 'resource'] as const).some(
    (part) => isKnown(one[part]) && isKnown(other[part]) && one[part] !== other[part],
  );
  // Two resources of these templates are two, whatever they will be called.
  return differs || (templates.byArn(a) !== undefined && templates.byArn(b) !== undefined);
}

/** A queue that only its ARN names is created elsewhere. */
export function isForeign(arn: string, templates: Templates): boolean {
  return templates.byArn(arn) === undefined;
}
