import type { Stack } from 'aws-cdk-lib';
import {
  cancelMoveTask,
  findDeadLetterQueue,
  findQueue,
  followMoveTask,
  lookAtDeadLetters,
  purgeDeadLetters,
  reasonsFromLog,
  redriveMessages,
  startMoveTask,
} from '../../../consumer/dlq';
import { only, statementsOf } from '../synthesis';
import { OperatorCloud, operatorApp } from './operator-cloud';

let operated: OperatorCloud;
beforeAll(async () => {
  operated = await OperatorCloud.start();
});
afterAll(() => operated.cloud.stop());
beforeEach(() => operated.refill());

const dead = () => findDeadLetterQueue(operated.access, 'orders-dlq');

async function look(): Promise<number> {
  const { access, logs } = operated;
  const reasons = reasonsFromLog(logs, operated.output('LogGroup'));
  return lookAtDeadLetters(access, await dead(), () => undefined, { reasons });
}

async function move(to: string): Promise<number> {
  const { access } = operated;
  const destination = await findQueue(access, to);
  return (await redriveMessages(access, await dead(), { destinationOf: () => destination })).moved;
}

/** What `spillway dlq` does: to list, show and export it looks. */
const OPERATIONS = {
  'looks at dead letters, and for their reasons in the log': look,
  'finds the dead-letter queue by its source queue': async () =>
    (await findDeadLetterQueue(operated.access, 'orders')).taken === 'source queue',
  'knows the way back of the dead letters': async () => {
    const { sources } = await dead();
    if (sources[0] !== operated.output('OrdersArn')) throw new Error('The way back is not known.');
    return sources.length;
  },
  "moves all back by AWS's own task": async () => {
    const { access } = operated;
    const queue = await dead();
    const { task } = await startMoveTask(access, queue, { destinationArn: operated.output('OrdersArn') });
    const { status, failureReason, moved } = await followMoveTask(access, queue, task);
    if (status !== 'COMPLETED') throw new Error(`${status}: ${failureReason}`);
    return moved;
  },
  'cancels a move task': async () => {
    const { access } = operated;
    const queue = await dead();
    const { task } = await startMoveTask(access, queue, { destinationArn: operated.output('OrdersArn'), rate: 1 });
    return (await cancelMoveTask(access, queue, task)).status === 'CANCELLED';
  },
  'moves message by message': () => move('orders'),
  'moves to another queue with another key': () => move('returns'),
  purges: async () => purgeDeadLetters(operated.access, await dead()),
} as const;

test.each(Object.entries(OPERATIONS))('the operator %s', async (_name, operation) => {
  expect(await operation()).toBeTruthy();
});

type Missing = readonly [action: string, on: string, operation: keyof typeof OPERATIONS];

const MISSING: readonly Missing[] = [
  ['sqs:GetQueueUrl', 'DeadArn', 'looks at dead letters, and for their reasons in the log'],
  ['sqs:GetQueueAttributes', 'DeadArn', 'looks at dead letters, and for their reasons in the log'],
  ['sqs:ReceiveMessage', 'DeadArn', 'looks at dead letters, and for their reasons in the log'],
  ['sqs:ChangeMessageVisibility', 'DeadArn', 'looks at dead letters, and for their reasons in the log'],
  ['logs:FilterLogEvents', 'LogGroupArn', 'looks at dead letters, and for their reasons in the log'],
  ['kms:Decrypt', 'Key', 'looks at dead letters, and for their reasons in the log'],
  ['sqs:GetQueueUrl', 'OrdersArn', 'finds the dead-letter queue by its source queue'],
  ['sqs:GetQueueAttributes', 'OrdersArn', 'finds the dead-letter queue by its source queue'],
  ['sqs:ListDeadLetterSourceQueues', 'DeadArn', 'knows the way back of the dead letters'],
  ['sqs:StartMessageMoveTask', 'DeadArn', "moves all back by AWS's own task"],
  ['sqs:ListMessageMoveTasks', 'DeadArn', "moves all back by AWS's own task"],
  ['sqs:SendMessage', 'OrdersArn', "moves all back by AWS's own task"],
  ['sqs:CancelMessageMoveTask', 'DeadArn', 'cancels a move task'],
  ['sqs:DeleteMessage', 'DeadArn', 'moves message by message'],
  ['kms:GenerateDataKey', 'Key', 'moves message by message'],
  ['sqs:GetQueueUrl', 'ReturnsArn', 'moves to another queue with another key'],
  ['sqs:GetQueueAttributes', 'ReturnsArn', 'moves to another queue with another key'],
  ['sqs:SendMessage', 'ReturnsArn', 'moves to another queue with another key'],
  ['kms:GenerateDataKey', 'OtherKey', 'moves to another queue with another key'],
  ['kms:Decrypt', 'OtherKey', 'moves to another queue with another key'],
  ['sqs:PurgeQueue', 'DeadArn', 'purges'],
];

test.each(MISSING)('without %s on %s, it no longer %s', async (action, on, operation) => {
  const failed = await operated.without(action, operated.output(on), () =>
    OPERATIONS[operation]().then(Boolean, String),
  );
  // Refused, by AWS's own word for it or, of a task, by what it says of itself.
  expect(failed).toMatch(/not authorized|denied|not known|FAILED/i);
});

test('each action of the policy is one of these', () => {
  const stack = operatorApp().node.findChild('Operated') as Stack;
  const statements = statementsOf(only(stack, 'AWS::IAM::ManagedPolicy'));
  const written = statements.flatMap(({ Sid, Action }) => [Action].flat().map((action) => `${Sid} ${action}`));
  const sids: Readonly<Record<string, string>> = {
    DeadArn: 'DeadLetterQueues',
    OrdersArn: 'Destinations',
    ReturnsArn: 'Destinations',
    Key: 'DestinationKeys',
    OtherKey: 'DestinationKeys',
    LogGroupArn: 'Reasons',
  };
  const proven = new Set(MISSING.map(([action, on]) => `${sids[on]} ${action}`));
  expect([...written].sort()).toEqual([...proven].sort());
});
