import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { RedriveOperator, WorkQueue } from '../../../lib';
import { arnOf, newApp, newStack, only, queuePair, resources, type Statement, statementsOf } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const statements = (of = stack): readonly Statement[] => statementsOf(only(of, 'AWS::IAM::ManagedPolicy'));
const sids = (): readonly unknown[] => statements().map(({ Sid }) => Sid);

test('the least: two statements on the two queues, no purge, no role', () => {
  new RedriveOperator(stack, 'Operator', { queues: [new WorkQueue(stack, 'Orders')] });
  const { queue, deadLetterQueue } = queuePair(stack);
  expect(statements()).toMatchObject([
    { Sid: 'DeadLetterQueues', Effect: 'Allow', Resource: arnOf(deadLetterQueue) },
    { Sid: 'Destinations', Effect: 'Allow', Resource: arnOf(queue) },
  ]);
  expect(statements()[0]?.Action).not.toContain('sqs:PurgeQueue');
  expect(resources(stack, 'AWS::IAM::Role')).toEqual([]);
});

test('with somebody to assume it there is a role, which has this policy and no other', () => {
  const queues = [new WorkQueue(stack, 'Orders')];
  new RedriveOperator(stack, 'Operator', { queues, assumedBy: new iam.AccountPrincipal('444455556666') });
  const role = only(stack, 'AWS::IAM::Role');
  expect(role.properties['ManagedPolicyArns']).toBeUndefined();
  expect(only(stack, 'AWS::IAM::ManagedPolicy').properties['Roles']).toEqual([{ Ref: role.logicalId }]);
  expect(resources(stack, 'AWS::IAM::Policy')).toEqual([]);
});

test('a dead-letter queue that several queues share is named once', () => {
  const queue = new sqs.Queue(stack, 'DeadLetters');
  const deadLetterQueue = { queue, maxReceiveCount: 5 };
  const queues = ['A', 'B'].map((id) => new sqs.Queue(stack, id, { deadLetterQueue }));
  new RedriveOperator(stack, 'Operator', { queues });
  expect(statements()[0]?.Resource).toEqual({ 'Fn::GetAtt': [expect.stringContaining('DeadLetters'), 'Arn'] });
  expect(statements()[1]?.Resource).toHaveLength(2);
});

test('keys are used through SQS alone', () => {
  const encryptionKey = new kms.Key(stack, 'Key');
  new RedriveOperator(stack, 'Operator', { queues: [new WorkQueue(stack, 'Orders', { encryptionKey })] });
  expect(statements()[2]).toMatchObject({
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: arnOf(only(stack, 'AWS::KMS::Key')),
    Condition: {
      StringEquals: {
        'kms:ViaService': { 'Fn::Join': ['', ['sqs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] },
      },
    },
  });
});

test('what is encrypted with the key of the dead-letter queue alone is only decrypted', () => {
  const key = new kms.Key(stack, 'Key');
  const deadLetters = new sqs.Queue(stack, 'DeadLetters', { encryptionMasterKey: key });
  const queue = new sqs.Queue(stack, 'Orders', { deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 } });
  new RedriveOperator(stack, 'Operator', { queues: [queue] });
  expect(sids()).toEqual(['DeadLetterQueues', 'Destinations', 'DeadLetterKeys']);
  expect(statements()[2]?.Action).toBe('kms:Decrypt');
});

test('an existing pair of queues, and queues of another stack', () => {
  const app = newApp({ '@aws-cdk/core:defaultCrossStackReferences': 'strong' });
  const queues = newStack({}, app);
  stack = newStack({}, app);
  const existing = WorkQueue.fromAttributes(stack, 'Existing', {
    queueArn: 'arn:aws:sqs:eu-west-1:111122223333:old',
    deadLetterQueueArn: 'arn:aws:sqs:eu-west-1:111122223333:old-dlq',
    maxReceiveCount: 5,
  });
  new RedriveOperator(stack, 'Operator', { queues: [existing, new WorkQueue(queues, 'Orders')] });
  expect(statements()[0]?.Resource).toContain('arn:aws:sqs:eu-west-1:111122223333:old-dlq');
});

test('everything that is wrong comes in one error', () => {
  const account = '111122223333';
  const here = new Stack(newApp(), 'Here', { env: { account, region: 'eu-west-1' } });
  const foreign = sqs.Queue.fromQueueArn(here, 'Foreign', 'arn:aws:sqs:eu-west-1:444455556666:orders');
  const wrong = () => new RedriveOperator(newStackLike(here), 'Operator', { queues: [foreign], policyName: 'a b' });
  for (const id of ['RedriveWithoutDeadLetterQueue', 'RedriveAcrossAccounts', 'RedriveOperatorPolicyName']) {
    expect(wrong).toThrow(`[Spillway:${id}]`);
  }
  expect(wrong).toThrow('got Here/Foreign of another account');
});

test('no queue at all is refused', () => {
  expect(() => new RedriveOperator(stack, 'Operator', { queues: [] })).toThrow('[Spillway:RedriveOperatorQueues]');
});

let places = 0;
function newStackLike({ account, region }: Stack): Stack {
  places += 1;
  return new Stack(newApp(), `Place${places}`, { env: { account, region } });
}
