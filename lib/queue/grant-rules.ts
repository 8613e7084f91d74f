import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { isOwnerOnlyAction } from '../../model/policy/sqs-actions';
import type { Rule } from '../guard/rule';

interface Granting {
  readonly queue: IQueue;
  readonly grantee: iam.IGrantable;
}

/** Asked when actions are granted: CDK writes such a statement, and AWS does not let the action through. */
export const OWNER_ONLY_ACTION_RULE: Rule<Granting & { readonly actions: readonly string[] }> = {
  id: 'OwnerOnlyAction',
  prop: 'actions',
  value: ({ actions }) => actions,
  holds: (props) => !isForeign(props) || !props.actions.some(isOwnerOnlyAction),
  got: ({ actions, grantee }) =>
    `${actions.filter(isOwnerOnlyAction).join(', ')} for account ${grantee.grantPrincipal.principalAccount}`,
  must: 'actions that a queue can share with another account',
  why: "AWS never lets another account do this, whatever the queue's policy says",
  fix: "Let a role of the queue's own account do it, which the other account may assume",
};

export const REDRIVE_RULES: readonly Rule<Granting & { readonly deadLetterQueue?: IQueue }>[] = [
  {
    id: 'RedriveAcrossAccounts',
    prop: 'grantee',
    value: ({ grantee }) => grantee.grantPrincipal.principalAccount,
    holds: (props) => !isForeign(props),
    got: ({ grantee }) => `one of account ${grantee.grantPrincipal.principalAccount}`,
    must: "a principal of the queue's own account",
    why: 'AWS never lets sqs:StartMessageMoveTask, sqs:CancelMessageMoveTask and sqs:ListMessageMoveTasks across accounts',
    fix: "Grant it to a role of the queue's account, which the other account may assume",
  },
  {
    id: 'RedriveWithoutDeadLetterQueue',
    prop: 'deadLetterQueue',
    value: ({ queue }) => queue.node.path,
    holds: ({ deadLetterQueue }) => deadLetterQueue !== undefined,
    got: () => 'nothing',
    must: 'known to redrive from it',
    why: 'A redrive receives and deletes messages there',
    fix: "Import the queue with its 'deadLetterQueueArn'",
  },
];

/** Whether both accounts are known, and differ. */
function isForeign({ queue, grantee }: Granting): boolean {
  const account = grantee.grantPrincipal.principalAccount;
  return (
    account !== undefined &&
    !Token.isUnresolved(account) &&
    !Token.isUnresolved(queue.env.account) &&
    account !== queue.env.account
  );
}
