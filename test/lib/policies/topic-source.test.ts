import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { TopicSource, WorkQueue } from '../../../lib';
import { arnOf, newStack, resources } from '../synthesis';
import { type Architecture, baseCells, hasKey, KINDS, type Kind } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { service } from './principals';
import { ACCOUNT, type Template, TemplatePolicies } from './template-policies';
import { fromTopics, keyCells, undeliveredCells } from './topic-cells';

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

function cells({ queue, undelivered, deadLetterQueue, topics, key }: Subscribed): readonly Cell[] {
  return [
    ...fromTopics({ queue, undelivered }, topics),
    ...keyCells(key, topics),
    ...undeliveredCells(undelivered),
    {
      title: 'SNS to the dead-letter queue of the consumer',
      principal: service('sns'),
      context: { 'aws:SourceArn': topics[0] ?? '', 'aws:SourceAccount': ACCOUNT },
      action: 'sqs:SendMessage',
      resource: deadLetterQueue,
      allowed: false,
    },
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
