import {
  DELAY,
  KMS_DATA_KEY_REUSE,
  MAXIMUM_MESSAGE_SIZE,
  MESSAGE_RETENTION,
  RECEIVE_WAIT_TIME,
  VISIBILITY_TIMEOUT,
} from '../../../model/limits/sqs';
import { FIFO_SUFFIX, MAX_QUEUE_NAME_LENGTH } from '../../../model/queue-name';
import { HandlerRefusal, isMissing } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

/** Queue attributes with the value that a property has when the template leaves it out again. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  DelaySeconds: String(DELAY.default),
  FifoThroughputLimit: 'perQueue',
  KmsDataKeyReusePeriodSeconds: String(KMS_DATA_KEY_REUSE.default),
  KmsMasterKeyId: '',
  MaximumMessageSize: String(MAXIMUM_MESSAGE_SIZE.default),
  MessageRetentionPeriod: String(MESSAGE_RETENTION.default),
  ReceiveMessageWaitTimeSeconds: String(RECEIVE_WAIT_TIME.default),
  RedriveAllowPolicy: '',
  RedrivePolicy: '',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: String(VISIBILITY_TIMEOUT.default),
};

export const queue: ResourceType = {
  type: 'AWS::SQS::Queue',
  properties: ['QueueName', 'FifoQueue', 'Tags', ...Object.keys(ATTRIBUTES)],
  attributes: ['Arn', 'QueueName', 'QueueUrl'],
  replaceOn: ['QueueName', 'FifoQueue'],
  nameProperty: 'QueueName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const fifo = values.flag('FifoQueue') === true;
    const custom = values.text('QueueName');
    // CreateQueue answers with the existing queue when its attributes are the same.
    if (custom !== undefined && (await exists(custom, context))) {
      throw new HandlerRefusal(
        'AlreadyExists',
        `Resource of type 'AWS::SQS::Queue' with identifier '${custom}' already exists.`,
      );
    }
    const QueueName =
      custom ?? context.generatedName(MAX_QUEUE_NAME_LENGTH, { suffix: fifo ? FIFO_SUFFIX : undefined });
    const Attributes = { ...attributesOf(properties), ...(fifo ? { FifoQueue: 'true' } : {}) };
    const { QueueUrl } = await call<{ QueueUrl: string }>(context, 'CreateQueue', {
      QueueName,
      Attributes,
      tags: values.tags(),
    });
    return describe(QueueUrl, context);
  },

  async update(QueueUrl, properties, previous, context) {
    const attributes = attributesOf(properties);
    const before = attributesOf(previous);
    const Attributes = Object.fromEntries(
      Object.entries(ATTRIBUTES)
        .map(([name, unset]) => [name, attributes[name] ?? unset, before[name] ?? unset])
        .filter(([, value, old]) => value !== old)
        .map(([name, value]) => [name, value]),
    );
    if (Object.keys(Attributes).length > 0) await call(context, 'SetQueueAttributes', { QueueUrl, Attributes });
    if (!sameJson(properties['Tags'], previous['Tags'])) {
      const { added, removed } = tagChanges(new PropertyValues(properties).tags(), new PropertyValues(previous).tags());
      if (removed.length > 0) await call(context, 'UntagQueue', { QueueUrl, TagKeys: removed });
      if (Object.keys(added).length > 0) await call(context, 'TagQueue', { QueueUrl, Tags: added });
    }
    return describe(QueueUrl, context);
  },

  async delete(QueueUrl, _properties, context) {
    await call(context, 'DeleteQueue', { QueueUrl });
  },
};

function attributesOf(properties: Properties): Record<string, string> {
  const values = new PropertyValues(properties);
  const entries = Object.keys(ATTRIBUTES).map((name) => [
    name,
    name.startsWith('Redrive') ? values.document(name) : values.text(name),
  ]);
  return present(Object.fromEntries(entries)) as Record<string, string>;
}

async function describe(QueueUrl: string, context: DeployContext): Promise<CreatedResource> {
  const { Attributes } = await call<{ Attributes: { QueueArn: string } }>(context, 'GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['QueueArn'],
  });
  const { QueueArn } = Attributes;
  const QueueName = QueueArn.slice(QueueArn.lastIndexOf(':') + 1);
  return { physicalId: QueueUrl, attributes: { Arn: QueueArn, QueueName, QueueUrl } };
}

async function exists(QueueName: string, context: DeployContext): Promise<boolean> {
  try {
    await call(context, 'GetQueueUrl', { QueueName });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('sqs', action, input, context.caller);
}
