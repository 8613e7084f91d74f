import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { parseArn } from '../../model/arn';
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
  holds: (props) => foreignAccount(props) === undefined || !props.actions.some(isOwnerOnlyAction),
  got: (props) => `${props.actions.filter(isOwnerOnlyAction).join(', ')} for account ${foreignAccount(props)}`,
  must: 'actions that a queue can share with another account',
  why: "AWS never lets another account do this, whatever the queue's policy says",
  fix: "Let a role of the queue's own account do it, which the other account may assume",
};

export const REDRIVE_RULES: readonly Rule<Granting & { readonly deadLetterQueue?: IQueue }>[] = [
  {
    id: 'RedriveAcrossAccounts',
    prop: 'grantee',
    value: foreignAccount,
    holds: (props) => foreignAccount(props) === undefined,
    got: (props) => `one of account ${foreignAccount(props)}`,
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

/** The account of the grantee where it is known, and is not the queue's. */
function foreignAccount({ queue, grantee }: Granting): string | undefined {
  const { account } = queue.env;
  return Token.isUnresolved(account)
    ? undefined
    : accountsOf(grantee.grantPrincipal).find((principalAccount) => principalAccount !== account);
}

/** Whether a principal is one of AWS whose account CloudFormation will know. */
export function isOfUnknownAccount(principal: iam.IPrincipal): boolean {
  return Object.keys(principal.policyFragment.principalJson).join() === 'AWS' && accountsOf(principal).length === 0;
}

/** A principal that is only an ARN does not tell its account, but the ARN does. */
function accountsOf(principal: iam.IPrincipal): readonly string[] {
  const names = principal.principalAccount ?? principal.policyFragment.principalJson['AWS'];
  return [names ?? []]
    .flat()
    .filter((name) => !Token.isUnresolved(name))
    .map((name) => parseArn(name)?.account ?? name)
    .filter((account) => /^\d{12}$/.test(account));
}
