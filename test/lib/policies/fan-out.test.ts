import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { FanOut } from '../../../lib';
import { arnOf, newStack, type Resource, resources } from '../synthesis';
import { baseCells, hasKey, KINDS, type Kind, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { ANYONE, delegatedTo, EVERYTHING, roleOf, service, sessionOf } from './principals';
import { ACCOUNT, type Template, TemplatePolicies } from './template-policies';
import { fromTopics, keyCells, OTHER_TOPIC, undeliveredCells } from './topic-cells';

const INSECURE = { 'aws:SecureTransport': 'false' };

interface Branch {
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly undelivered: string;
}

/** A topic with two queues, into which one role publishes. */
function fanOut(kind: Kind) {
  const stack = newStack();
  const events = new FanOut(stack, 'Events', {
    fifo: kind.startsWith('FIFO') ? {} : undefined,
    encryptionKey: hasKey(kind) ? new kms.Key(stack, 'Key') : undefined,
    queues: { Billing: {}, Archive: { filterPolicy: { kind: ['paid'] } } },
  });
  events.grantPublish(new Role(stack, 'Publisher', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }));
  const policies = new TemplatePolicies(Synthesized.fromStack(stack).toJSON() as Template);
  const arn = ({ logicalId }: Resource) => policies.arn(logicalId);
  const all = resources(stack, 'AWS::SQS::Queue');
  const subscriptions = resources(stack, 'AWS::SNS::Subscription');
  const deadLettersOf = ({ properties }: Resource) =>
    all.find((one) => JSON.stringify(properties['RedrivePolicy'] ?? '').includes(JSON.stringify(arnOf(one))));
  const branches = all.flatMap((queue): readonly Branch[] => {
    const deadLetterQueue = deadLettersOf(queue);
    const subscription = subscriptions.find(
      ({ properties }) => JSON.stringify(properties['Endpoint']) === JSON.stringify(arnOf(queue)),
    );
    const undelivered = subscription && deadLettersOf(subscription);
    return deadLetterQueue === undefined || undelivered === undefined
      ? []
      : [{ queue: arn(queue), deadLetterQueue: arn(deadLetterQueue), undelivered: arn(undelivered) }];
  });
  const [topic = ''] = policies.arns('AWS::SNS::Topic');
  const [role = ''] = policies.arns('AWS::IAM::Role');
  return { policies, branches, topic, role, key: policies.arns('AWS::KMS::Key')[0] ?? '' };
}

/** Who publishes: the role that was let in, and who has the account's leave, over TLS. */
function publishing(topic: string, role: string, key: string): readonly Cell[] {
  const publisher = { principal: sessionOf(role), resource: topic };
  const administrator = { principal: roleOf(ACCOUNT, 'administrator'), identity: EVERYTHING, resource: topic };
  const ofKey = { principal: publisher.principal, resource: key };
  const otherKey = { resource: key.replace(/key\/.*/, 'key/other'), resourcePolicy: delegatedTo(ACCOUNT) };
  const assume = { action: 'sts:AssumeRole', resource: role };
  const cells: readonly Cell[] = [
    { ...assume, title: 'ECS takes the role', principal: service('ecs-tasks'), allowed: true },
    { ...assume, title: 'Lambda takes the role', principal: service('lambda'), allowed: false },
    { ...assume, title: 'with tags', action: 'sts:TagSession', principal: service('ecs-tasks'), allowed: false },
    { ...publisher, title: 'the publisher', action: 'sns:Publish', allowed: true },
    { ...publisher, title: 'the publisher subscribes', action: 'sns:Subscribe', allowed: false },
    {
      ...publisher,
      title: 'the publisher, another topic',
      action: 'sns:Publish',
      resource: OTHER_TOPIC,
      allowed: false,
    },
    { ...publisher, title: 'the publisher without TLS', action: 'sns:Publish', context: INSECURE, allowed: false },
    { ...administrator, title: 'an administrator', action: 'sns:Publish', allowed: true },
    {
      ...administrator,
      title: 'an administrator without TLS',
      action: 'sns:Publish',
      context: INSECURE,
      allowed: false,
    },
    // What the policy of a topic refuses without TLS is publishing, as CDK writes it.
    { ...administrator, title: 'reads attributes', action: 'sns:GetTopicAttributes', context: INSECURE, allowed: true },
    { title: 'nobody in particular', principal: ANYONE, action: 'sns:Publish', resource: topic, allowed: false },
    {
      title: 'another account',
      principal: roleOf(PARTNER),
      identity: EVERYTHING,
      action: 'sns:Publish',
      resource: topic,
      allowed: false,
    },
  ];
  if (key === '') return cells;
  return [
    ...cells,
    { ...ofKey, title: 'the publisher makes data keys', action: 'kms:GenerateDataKey', allowed: true },
    { ...ofKey, title: 'the publisher decrypts', action: 'kms:Decrypt', allowed: true },
    { ...ofKey, title: 'the publisher deletes the key', action: 'kms:ScheduleKeyDeletion', allowed: false },
    { ...ofKey, ...otherKey, title: 'the publisher, another key', action: 'kms:Decrypt', allowed: false },
  ];
}

describe.each(KINDS)('a topic and two queues, %s', (kind) => {
  const { policies, branches, topic, role, key } = fanOut(kind);
  const matrix = new PolicyMatrix(policies, [
    ...branches.flatMap(({ queue, deadLetterQueue, undelivered }) => [
      ...baseCells({ policies, queue, deadLetterQueue, key }),
      ...fromTopics({ queue, undelivered }, [topic]),
      ...undeliveredCells(undelivered),
      ...fromTopics({ deadLetterQueue }, [topic]).map((cell) => ({ ...cell, allowed: false })),
    ]),
    ...keyCells(key, [topic]),
    ...publishing(topic, role, key),
  ]);

  test('two queues were found, each with both of its others', () => {
    expect(new Set(branches.flatMap((branch) => Object.values(branch))).size).toBe(6);
  });

  test('let in what the table says, and nothing else', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('have nothing in their policies that could be dropped or widened unseen', () => {
    expect(matrix.mutationCount).toBeGreaterThan(hasKey(kind) ? 25 : 18);
    expect(matrix.survivors()).toEqual([]);
  });
});
