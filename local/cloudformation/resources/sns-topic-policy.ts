import { isMissing, orUndo } from '../failure';
import { PropertyValues } from '../property-values';
import type { DeployContext, Properties, ResourceType } from '../resource-type';

/** One policy document, set on each of its topics. */
export const topicPolicy: ResourceType = {
  type: 'AWS::SNS::TopicPolicy',
  properties: ['Topics', 'PolicyDocument'],
  attributes: ['Id'],
  replaceOn: [],

  async create(properties, context) {
    await apply(topicsOf(properties), [], properties, context);
    const id = context.generatedName(128);
    return { physicalId: id, attributes: { Id: id } };
  },

  async update(physicalId, properties, previous, context) {
    const kept = topicsOf(properties);
    await apply(kept, topicsOf(previous), properties, context);
    const dropped = topicsOf(previous).filter((topic) => !kept.includes(topic));
    await remove(dropped, context);
    return { physicalId, attributes: { Id: physicalId } };
  },

  async delete(_physicalId, properties, context) {
    await remove(topicsOf(properties), context);
  },
};

/** The policy of one topic. */
export const topicInlinePolicy: ResourceType = {
  type: 'AWS::SNS::TopicInlinePolicy',
  properties: ['TopicArn', 'PolicyDocument'],
  attributes: [],
  replaceOn: ['TopicArn'],

  async create(properties, context) {
    const TopicArn = new PropertyValues(properties).requiredText('TopicArn');
    await apply([TopicArn], [], properties, context);
    return { physicalId: TopicArn, attributes: {} };
  },

  async update(TopicArn, properties, _previous, context) {
    await apply([TopicArn], [TopicArn], properties, context);
    return { physicalId: TopicArn, attributes: {} };
  },

  async delete(TopicArn, _properties, context) {
    await remove([TopicArn], context);
  },
};

function topicsOf(properties: Properties): readonly string[] {
  return new PropertyValues(properties).texts('Topics') ?? [];
}

/** @param already topics that had the policy before: they keep one when another topic refuses it */
async function apply(
  topics: readonly string[],
  already: readonly string[],
  properties: Properties,
  context: DeployContext,
): Promise<void> {
  const policy = new PropertyValues(properties).requiredDocument('PolicyDocument');
  const done: string[] = [];
  const set = async () => {
    for (const topic of topics) {
      await setPolicy(topic, policy, context);
      done.push(topic);
    }
  };
  const added = () => done.filter((topic) => !already.includes(topic));
  await orUndo(set, () => remove(added(), context));
}

/** Without one of its own, a topic has the policy that SNS gives to all. */
async function remove(topics: readonly string[], context: DeployContext): Promise<void> {
  for (const topic of topics) {
    try {
      await setPolicy(topic, '', context);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

async function setPolicy(TopicArn: string, AttributeValue: string, context: DeployContext): Promise<void> {
  const input = { TopicArn, AttributeName: 'Policy', AttributeValue };
  await context.router.call('sns', 'SetTopicAttributes', input, context.caller);
}
