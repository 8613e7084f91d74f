import { isMissing, orUndo } from '../failure';
import { PropertyValues } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

/** One policy document, set on each of its queues. */
export const queuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  properties: ['Queues', 'PolicyDocument'],
  attributes: ['Id'],
  replaceOn: [],

  async create(properties, context) {
    await apply(properties, [], context);
    return created(context.generatedName(128));
  },

  async update(physicalId, properties, previous, context) {
    const kept = new Set(queuesOf(properties));
    await apply(properties, queuesOf(previous), context);
    await remove(
      queuesOf(previous).filter((queue) => !kept.has(queue)),
      context,
    );
    return created(physicalId);
  },

  async delete(_physicalId, properties, context) {
    await remove(queuesOf(properties), context);
  },
};

function created(id: string): CreatedResource {
  return { physicalId: id, attributes: { Id: id } };
}

function queuesOf(properties: Properties): string[] {
  return new PropertyValues(properties).texts('Queues') ?? [];
}

/** @param already queues that had the policy before: they keep one when another queue refuses it */
async function apply(properties: Properties, already: readonly string[], context: DeployContext): Promise<void> {
  const Policy = new PropertyValues(properties).requiredDocument('PolicyDocument');
  const done: string[] = [];
  const set = async () => {
    for (const QueueUrl of queuesOf(properties)) {
      await setPolicy(QueueUrl, Policy, context);
      done.push(QueueUrl);
    }
  };
  const added = () => done.filter((queue) => !already.includes(queue));
  await orUndo(set, () => remove(added(), context));
}

/** A queue that is gone has no policy either. */
async function remove(queues: readonly string[], context: DeployContext): Promise<void> {
  for (const QueueUrl of queues) {
    try {
      await setPolicy(QueueUrl, '', context);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

async function setPolicy(QueueUrl: string, Policy: string, context: DeployContext): Promise<void> {
  await context.router.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } }, context.caller);
}
