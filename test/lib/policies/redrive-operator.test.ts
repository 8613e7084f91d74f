import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RedriveOperator } from '../../../lib';
import { type Architecture, architecture, baseCells, KINDS, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { delegatedTo, EVERYTHING, roleOf, service, sessionOf } from './principals';
import { ACCOUNT, REGION } from './template-policies';

const OTHER_QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:other`;
const THROUGH_SQS = { 'kms:ViaService': `sqs.${REGION}.amazonaws.com` };

function cells({ policies, queue, deadLetterQueue, key }: Architecture): readonly Cell[] {
  const role = policies.arns('AWS::IAM::Role')[0] ?? '';
  const logs = policies.arns('AWS::Logs::LogGroup')[0] ?? '';
  const principal = sessionOf(role);
  const may = (allowed: boolean, resource: string, ...actions: readonly string[]): readonly Cell[] =>
    actions.map((action) => ({ title: `the operator, ${action}, ${resource}`, principal, action, resource, allowed }));
  const find = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'];
  const moved = ['sqs:StartMessageMoveTask', 'sqs:CancelMessageMoveTask', 'sqs:ListMessageMoveTasks'];
  const looked = ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'];
  const assume = { action: 'sts:AssumeRole', resource: role };
  return [
    ...may(true, deadLetterQueue, ...find, ...moved, ...looked, 'sqs:ListDeadLetterSourceQueues'),
    ...may(false, deadLetterQueue, 'sqs:PurgeQueue', 'sqs:SendMessage', 'sqs:SetQueueAttributes', 'sqs:DeleteQueue'),
    ...may(true, queue, ...find, 'sqs:SendMessage'),
    ...may(false, queue, ...moved, ...looked, 'sqs:PurgeQueue', 'sqs:ListDeadLetterSourceQueues'),
    ...may(false, OTHER_QUEUE, ...find, ...moved, ...looked, 'sqs:SendMessage'),
    ...may(true, logs, 'logs:FilterLogEvents'),
    ...may(false, logs, 'logs:DeleteLogGroup'),
    ...may(false, logs.replace(/log-group:[^:]*/, 'log-group:other'), 'logs:FilterLogEvents'),
    { ...assume, title: 'who may assume it', principal: roleOf(PARTNER), identity: EVERYTHING, allowed: true },
    { ...assume, title: 'a third account', principal: roleOf('777788889999'), identity: EVERYTHING, allowed: false },
    { ...assume, title: 'a service', principal: service('lambda'), allowed: false },
    {
      ...assume,
      action: 'sts:TagSession',
      title: 'who may assume it, with tags',
      principal: roleOf(PARTNER),
      identity: EVERYTHING,
      allowed: false,
    },
    ...(key === ''
      ? []
      : [
          ...may(true, key, 'kms:Decrypt', 'kms:GenerateDataKey').map((cell) => ({ ...cell, context: THROUGH_SQS })),
          ...may(false, key, 'kms:Decrypt', 'kms:GenerateDataKey'),
          ...may(false, key.replace(/key\/.*/, 'key/other'), 'kms:Decrypt').map((cell) => ({
            ...cell,
            context: THROUGH_SQS,
            resourcePolicy: delegatedTo(ACCOUNT),
          })),
          ...may(false, key, 'kms:ScheduleKeyDeletion').map((cell) => ({ ...cell, context: THROUGH_SQS })),
        ]),
  ];
}

describe.each(KINDS)('an operator of a queue, %s', (kind) => {
  const built = architecture(kind, (stack, queue) => {
    const logGroups = [new LogGroup(stack, 'Log')];
    new RedriveOperator(stack, 'Operator', { queues: [queue], logGroups, assumedBy: new AccountPrincipal(PARTNER) });
  });
  const matrix = new PolicyMatrix(built.policies, [...baseCells(built), ...cells(built)]);

  test('may do what the table says, and no more', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('needs every part of its policies', () => {
    expect(matrix.survivors()).toEqual([]);
  });
});
