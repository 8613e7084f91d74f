import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { WorkQueue, type WorkQueueProps } from '../../../lib';
import { arnOf, newStack, only, queuePair, queueStatements, type Statement, statementsOf } from '../synthesis';

const ACCOUNT = '111122223333';
const env = { account: ACCOUNT, region: 'eu-west-1' };

let stack: Stack;
let role: iam.Role;
beforeEach(() => {
  stack = newStack({ env });
  role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
});

function newQueue(props: WorkQueueProps = {}): WorkQueue {
  return new WorkQueue(stack, 'Orders', props);
}

/** What the role may do, as `[actions, resource]`. */
function granted(): readonly (readonly [readonly string[], unknown])[] {
  const list = (actions: Statement['Action']) => (typeof actions === 'string' ? [actions] : [...actions]);
  return statementsOf(only(stack, 'AWS::IAM::Policy')).map(({ Action, Resource }) => [list(Action).sort(), Resource]);
}

test('who sends may send, and nothing else', () => {
  newQueue().grantSend(role);
  expect(granted()).toEqual([[['sqs:SendMessage'], arnOf(queuePair(stack).queue)]]);
});

test('who consumes may receive, extend and delete', () => {
  newQueue().grantConsume(role);
  const actions = ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
  expect(granted()).toEqual([[actions.map((action) => `sqs:${action}`), arnOf(queuePair(stack).queue)]]);
});

test('who redrives may move messages out of the dead-letter queue, and send to the queue', () => {
  newQueue().grantRedrive(role);
  const { queue, deadLetterQueue } = queuePair(stack);
  expect(granted()).toEqual([
    [['sqs:SendMessage'], arnOf(queue)],
    [
      [
        'sqs:CancelMessageMoveTask',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ListMessageMoveTasks',
        'sqs:ReceiveMessage',
        'sqs:StartMessageMoveTask',
      ],
      arnOf(deadLetterQueue),
    ],
  ]);
});

test.each([
  ['grantSend', ['kms:Decrypt', 'kms:GenerateDataKey']],
  ['grantConsume', ['kms:Decrypt']],
  ['grantRedrive', ['kms:Decrypt', 'kms:GenerateDataKey']],
] as const)('with a customer key %s covers it', (grant, actions) => {
  newQueue({ encryptionKey: new kms.Key(stack, 'Key') })[grant](role);
  expect(granted()).toContainEqual([[...actions], arnOf(only(stack, 'AWS::KMS::Key'))]);
});

test('nobody of another account can be granted to redrive: AWS never lets that across accounts', () => {
  const foreign = new iam.ArnPrincipal('arn:aws:iam::444455556666:role/operator');
  expect(() => newQueue().grantRedrive(foreign)).toThrow('[Spillway:RedriveAcrossAccounts]');
});

test('actions that never cross accounts are refused by name, and the others reach the policy', () => {
  const queue = newQueue();
  const foreign = new iam.ArnPrincipal('arn:aws:iam::444455556666:role/operator');
  expect(() => queue.grant(foreign, 'sqs:SendMessage', 'sqs:DeleteQueue', 'sqs:TagQueue')).toThrow(
    'got sqs:DeleteQueue, sqs:TagQueue for account 444455556666.',
  );
  queue.grant(role, 'sqs:TagQueue');
  queue.grant(foreign, 'sqs:PurgeQueue');
  const allowed = queueStatements(stack, queuePair(stack).queue).filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toMatchObject([{ Action: 'sqs:PurgeQueue' }]);
});
