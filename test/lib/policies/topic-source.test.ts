import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { TopicSource, WorkQueue } from '../../../lib';
import { topicArn } from '../../../model/arn';
import { arnOf, newStack, resources } from '../synthesis';
import { type Architecture, baseCells, hasKey, KINDS, type Kind, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { ANYONE, EVERYTHING, roleOf, service } from './principals';
import { ACCOUNT, REGION, type Template, TemplatePolicies } from './template-policies';

interface Subscribed extends Architecture {
  readonly undelivered: string;
  readonly topics: readonly string[];
}

/** Two topics of one queue, under the queue's key where it has one. */
function subscribed(kind: Kind): Subscribed {
  const stack = newStack();
  const fifo = kind.startsWith('FIFO');
  const encryptionKey = hasKey(kind) ? new kms.Key(stack, 'Key') : undefined;
  const queue = new WorkQueue(stack, 'Orders', { fifo: fifo ? {} : undefined, encryptionKey });
  for (const name of ['First', 'Second']) {
    queue.addSource(new TopicSource(new Topic(stack, name, { fifo: fifo || undefined, masterKey: encryptionKey })));
  }
  const policies = new TemplatePolicies(Synthesized.fromStack(stack).toJSON() as Template);
  const queues = resources(stack, 'AWS::SQS::Queue');
  const source = queues.find(({ properties }) => properties['RedrivePolicy'] !== undefined);
  const isDeadLetterQueue = (one: (typeof queues)[number]) =>
    JSON.stringify(source?.properties['RedrivePolicy']).includes(JSON.stringify(arnOf(one)));
  const arn = (one: (typeof queues)[number] | undefined) => policies.arn(one?.logicalId ?? 'none');
  return {
    policies,
    queue: arn(source),
    deadLetterQueue: arn(queues.find(isDeadLetterQueue)),
    undelivered: arn(queues.find((one) => one !== source && !isDeadLetterQueue(one))),
    topics: policies.arns('AWS::SNS::Topic'),
    key: policies.arns('AWS::KMS::Key')[0] ?? '',
  };
}

/** Who sends in a topic's name to what, and what the key must allow for it. */
function cells({ queue, undelivered, deadLetterQueue, topics, key }: Subscribed): readonly Cell[] {
  const [first = '', second = ''] = topics;
  const from = (topic: string, account = ACCOUNT) => ({ 'aws:SourceArn': topic, 'aws:SourceAccount': account });
  const sns = { principal: service('sns'), context: from(first) };
  const onQueues = Object.entries({ queue, undelivered }).flatMap(([name, resource]): readonly Cell[] => {
    const send = { action: 'sqs:SendMessage', resource };
    const other = topicArn({ account: ACCOUNT, region: REGION, name: 'Other' });
    return [
      { ...sns, ...send, title: `SNS for the first topic, ${name}`, allowed: true },
      { ...sns, ...send, title: `SNS for the second topic, ${name}`, context: from(second), allowed: true },
      { ...sns, ...send, title: `SNS for another topic of the account, ${name}`, context: from(other), allowed: false },
      { ...sns, ...send, title: `SNS for another account, ${name}`, context: from(first, PARTNER), allowed: false },
      { ...sns, ...send, title: `SNS for nobody, ${name}`, context: {}, allowed: false },
      { ...sns, ...send, title: `SNS receives, ${name}`, action: 'sqs:ReceiveMessage', allowed: false },
      {
        ...sns,
        ...send,
        title: `SNS without TLS, ${name}`,
        context: { ...from(first), 'aws:SecureTransport': 'false' },
        allowed: false,
      },
      { ...sns, ...send, title: `S3 in the topic's name, ${name}`, principal: service('s3'), allowed: false },
      { ...sns, ...send, title: `anybody unsigned, ${name}`, principal: ANYONE, allowed: false },
      {
        ...sns,
        ...send,
        title: `another account in the topic's name, ${name}`,
        principal: roleOf(PARTNER),
        identity: EVERYTHING,
        allowed: false,
      },
    ];
  });
  const administrator = { principal: roleOf(ACCOUNT, 'administrator'), identity: EVERYTHING, resource: undelivered };
  const insecure = { 'aws:SecureTransport': 'false' };
  const onTls: readonly Cell[] = [
    { ...administrator, title: 'an administrator over TLS', action: 'sqs:ReceiveMessage', allowed: true },
    ...['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:SetQueueAttributes'].map((action) => ({
      ...administrator,
      title: `an administrator without TLS, ${action}`,
      action,
      context: insecure,
      allowed: false,
    })),
    {
      ...sns,
      title: 'SNS to the dead-letter queue of the consumer',
      action: 'sqs:SendMessage',
      resource: deadLetterQueue,
      allowed: false,
    },
  ];
  if (key === '') return [...onQueues, ...onTls];
  const encrypt = { resource: key, action: 'kms:GenerateDataKey' };
  return [
    ...onQueues,
    ...onTls,
    { ...sns, ...encrypt, title: 'SNS makes data keys', allowed: true },
    { ...sns, ...encrypt, title: 'SNS decrypts', action: 'kms:Decrypt', allowed: true },
    { ...sns, ...encrypt, title: 'SNS deletes the key', action: 'kms:ScheduleKeyDeletion', allowed: false },
    { ...sns, ...encrypt, title: 'SNS for another account', context: from(first, PARTNER), allowed: false },
    { ...sns, ...encrypt, title: 'S3 makes data keys', principal: service('s3'), allowed: false },
  ];
}

describe.each(KINDS)('two topics of one queue, %s', (kind) => {
  const built = subscribed(kind);
  const matrix = new PolicyMatrix(built.policies, [...baseCells(built), ...cells(built)]);

  test('get in what the table says, and nothing else does', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('leave nothing in the policies that could be dropped or widened unseen', () => {
    expect(matrix.mutationCount).toBeGreaterThan(hasKey(kind) ? 12 : 9);
    expect(matrix.survivors()).toEqual([]);
  });
});
