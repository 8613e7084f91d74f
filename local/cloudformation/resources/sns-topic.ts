import type { CreateTopicResponse, SubscribeResponse } from '@aws-sdk/client-sns';
import { topicArn } from '../../../model/arn';
import { TOPIC_NAME } from '../../../model/limits/sns';
import { HandlerRefusal, isMissing, orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges, tagList } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

/** Topic attributes with the value that a property has when the template leaves it out again. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DisplayName: '',
  FifoThroughputScope: 'Topic',
  KmsMasterKeyId: '',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
};

export const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  properties: [
    'TopicName',
    'FifoTopic',
    'Subscription.Endpoint',
    'Subscription.Protocol',
    'Tags',
    ...Object.keys(ATTRIBUTES),
  ],
  attributes: ['TopicArn', 'TopicName'],
  replaceOn: ['TopicName', 'FifoTopic'],
  nameProperty: 'TopicName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const fifo = values.flag('FifoTopic') === true;
    const custom = values.text('TopicName');
    // CreateTopic answers with the existing topic when its attributes are the same.
    if (custom !== undefined && (await exists(custom, context))) {
      throw new HandlerRefusal('AlreadyExists', `${custom} already exists`);
    }
    const Name = custom ?? context.generatedName(TOPIC_NAME.max, { suffix: fifo ? '.fifo' : undefined });
    const { TopicArn = '' } = await call<CreateTopicResponse>(context, 'CreateTopic', {
      Name,
      Attributes: { ...attributesOf(properties), ...(fifo ? { FifoTopic: 'true' } : {}) },
      Tags: tagList(values.tags()),
    });
    await orUndo(
      async () => {
        for (const subscription of subscriptionsOf(properties)) {
          await call(context, 'Subscribe', { TopicArn, ...subscription });
        }
      },
      () => call(context, 'DeleteTopic', { TopicArn }),
    );
    return describe(TopicArn);
  },

  async update(TopicArn, properties, previous, context) {
    const attributes = attributesOf(properties);
    const before = attributesOf(previous);
    for (const [AttributeName, unset] of Object.entries(ATTRIBUTES)) {
      const AttributeValue = attributes[AttributeName] ?? unset;
      if (AttributeValue === (before[AttributeName] ?? unset)) continue;
      await call(context, 'SetTopicAttributes', { TopicArn, AttributeName, AttributeValue });
    }
    if (!sameJson(properties['Tags'], previous['Tags'])) {
      const { added, removed } = tagChanges(new PropertyValues(properties).tags(), new PropertyValues(previous).tags());
      if (removed.length > 0) await call(context, 'UntagResource', { ResourceArn: TopicArn, TagKeys: removed });
      if (Object.keys(added).length > 0) {
        await call(context, 'TagResource', { ResourceArn: TopicArn, Tags: tagList(added) });
      }
    }
    await changeSubscriptions(TopicArn, properties, previous, context);
    return describe(TopicArn);
  },

  async delete(TopicArn, properties, context) {
    await changeSubscriptions(TopicArn, {}, properties, context);
    await call(context, 'DeleteTopic', { TopicArn });
  },
};

function attributesOf(properties: Properties): Record<string, string> {
  const values = new PropertyValues(properties);
  return present(Object.fromEntries(Object.keys(ATTRIBUTES).map((name) => [name, values.text(name)]))) as Record<
    string,
    string
  >;
}

interface Subscribed {
  readonly Protocol: string;
  readonly Endpoint: string;
}

function subscriptionsOf(properties: Properties): readonly Subscribed[] {
  const groups = new PropertyValues(properties).groups('Subscription') ?? [];
  return groups.map((group) => ({
    Protocol: group.requiredText('Protocol'),
    Endpoint: group.requiredText('Endpoint'),
  }));
}

async function changeSubscriptions(
  TopicArn: string,
  properties: Properties,
  previous: Properties,
  context: DeployContext,
): Promise<void> {
  const [wanted, had] = [subscriptionsOf(properties), subscriptionsOf(previous)];
  for (const subscription of wanted.filter((one) => !had.some((other) => sameJson(one, other)))) {
    await call(context, 'Subscribe', { TopicArn, ...subscription });
  }
  for (const subscription of had.filter((one) => !wanted.some((other) => sameJson(one, other)))) {
    // Subscribing again tells the ARN of what is there.
    const { SubscriptionArn } = await call<SubscribeResponse>(context, 'Subscribe', {
      TopicArn,
      ...subscription,
      ReturnSubscriptionArn: true,
    });
    await call(context, 'Unsubscribe', { SubscriptionArn });
  }
}

async function exists(name: string, context: DeployContext): Promise<boolean> {
  const { account, region } = context;
  try {
    await call(context, 'GetTopicAttributes', { TopicArn: topicArn({ account, region, name }) });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function describe(arn: string): CreatedResource {
  return { physicalId: arn, attributes: { TopicArn: arn, TopicName: arn.slice(arn.lastIndexOf(':') + 1) } };
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('sns', action, input, context.caller);
}
