import { join } from 'node:path';
import { LambdaConsumer } from '../../../lib';
import { type Architecture, architecture, baseCells, KINDS, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { delegatedTo, EVERYTHING, roleOf, service, sessionOf } from './principals';
import { ACCOUNT, REGION } from './template-policies';

const entry = join(__dirname, '..', 'consumers', 'handler.fixture.ts');
const OTHER_QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:other`;

function cells({ policies, queue, deadLetterQueue, key }: Architecture): readonly Cell[] {
  const role = policies.arns('AWS::IAM::Role')[0] ?? '';
  const logs = policies.arns('AWS::Logs::LogGroup')[0]?.replace(/\*$/, 'log-stream:one') ?? '';
  const principal = sessionOf(role);
  const may = (allowed: boolean, resource: string, ...actions: readonly string[]): readonly Cell[] =>
    actions.map((action) => ({ title: `the function, ${action}, ${resource}`, principal, action, resource, allowed }));
  const assume = { action: 'sts:AssumeRole', resource: role };
  return [
    ...may(
      true,
      queue,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ),
    ...may(false, queue, 'sqs:PurgeQueue', 'sqs:SendMessage', 'sqs:SetQueueAttributes'),
    ...may(true, deadLetterQueue, 'sqs:SendMessage'),
    ...may(false, deadLetterQueue, 'sqs:ReceiveMessage', 'sqs:DeleteMessage'),
    ...may(false, OTHER_QUEUE, 'sqs:ReceiveMessage', 'sqs:SendMessage'),
    ...may(true, logs, 'logs:CreateLogStream', 'logs:PutLogEvents'),
    ...may(false, logs, 'logs:DeleteLogGroup'),
    ...may(false, logs.replace(/log-group:[^:]*/, 'log-group:other'), 'logs:PutLogEvents'),
    { ...assume, title: 'Lambda takes the role', principal: service('lambda'), allowed: true },
    { ...assume, title: 'EC2 takes the role', principal: service('ec2'), allowed: false },
    {
      ...assume,
      title: 'another account takes the role',
      principal: roleOf(PARTNER),
      identity: EVERYTHING,
      allowed: false,
    },
    {
      ...assume,
      title: 'Lambda takes the role with tags',
      action: 'sts:TagSession',
      principal: service('lambda'),
      allowed: false,
    },
    ...(key === ''
      ? []
      : [
          ...may(true, key, 'kms:Decrypt', 'kms:GenerateDataKey'),
          ...may(false, key, 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'),
          ...may(false, key.replace(/key\/.*/, 'key/other'), 'kms:Decrypt').map((cell) => ({
            ...cell,
            resourcePolicy: delegatedTo(ACCOUNT),
          })),
        ]),
  ];
}

describe.each(KINDS)('a Lambda consumer of a queue, %s', (kind) => {
  const built = architecture(kind, (stack, queue) => new LambdaConsumer(stack, 'Consumer', { queue, entry }));
  const matrix = new PolicyMatrix(built.policies, [...baseCells(built), ...cells(built)]);

  test('may do what the table says, and no more', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('has nothing in its policies that could be dropped or widened unseen', () => {
    expect(matrix.mutationCount).toBeGreaterThan(10);
    expect(matrix.survivors()).toEqual([]);
  });
});
