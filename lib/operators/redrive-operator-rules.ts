import { Stack, Token } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Rule } from '../guard/rule';
import { deadLetterQueueOf } from '../queue/dead-letter-queue-of';
import type { RedriveOperatorProps } from './redrive-operator-props';

const POLICY_NAME_PATTERN = /^[\w+=,.@-]{1,128}$/;

export interface RedriveOperatorInput extends RedriveOperatorProps {
  readonly scope: Construct;
}

export const REDRIVE_OPERATOR_RULES: readonly Rule<RedriveOperatorInput>[] = [
  {
    id: 'RedriveOperatorQueues',
    prop: 'queues',
    value: ({ queues }) => queues.length,
    holds: ({ queues }) => queues.length > 0,
    must: 'at least one queue',
    why: 'IAM refuses a policy without a resource',
    fix: "Name the queues whose dead letters are looked after in 'queues'",
  },
  {
    id: 'RedriveWithoutDeadLetterQueue',
    prop: 'queues',
    value: ({ queues }) => queues.length,
    holds: ({ queues }) => queues.every((queue) => deadLetterQueueOf(queue) !== undefined),
    got: ({ queues }) => `${paths(queues.filter((queue) => deadLetterQueueOf(queue) === undefined))} without one`,
    must: 'queues whose dead-letter queue is known',
    why: 'A redrive receives and deletes messages there',
    fix: "Import a queue by WorkQueue.fromAttributes with its 'deadLetterQueueArn' and 'maxReceiveCount'",
  },
  {
    id: 'RedriveAcrossAccounts',
    prop: 'queues',
    value: ({ queues }) => queues.length,
    holds: (input) => foreign(input).length === 0,
    got: (input) => `${paths(foreign(input))} of another account`,
    must: "queues of the operator's own account",
    why: 'AWS never lets sqs:StartMessageMoveTask, sqs:CancelMessageMoveTask and sqs:ListMessageMoveTasks across accounts',
    fix: "Make the operator in a stack of the queue's account, with 'assumedBy' a principal of the other",
  },
  {
    id: 'RedriveOperatorPolicyName',
    prop: 'policyName',
    value: ({ policyName }) => policyName,
    holds: ({ policyName }) => POLICY_NAME_PATTERN.test(policyName ?? ''),
    must: "1 to 128 letters, digits and '+=,.@_-'",
    why: 'IAM refuses any other name',
    fix: "Change 'policyName', or leave it out and CloudFormation generates one",
  },
];

function foreign({ scope, queues, destinations = [] }: RedriveOperatorInput): readonly IQueue[] {
  const here = Stack.of(scope).account;
  return [...queues, ...destinations].filter(
    ({ env }) => !Token.isUnresolved(here) && !Token.isUnresolved(env.account) && env.account !== here,
  );
}

function paths(queues: readonly IQueue[]): string {
  return queues.map(({ node }) => node.path).join(', ');
}
