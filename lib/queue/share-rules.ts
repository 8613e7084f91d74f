import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { QUEUE_POLICY } from '../../model/limits/sqs';
import { isOrganizationId } from '../../model/organization';
import { isPrincipalName } from '../../model/policy/principal-name';
import { isOwnerOnlyAction, SQS_ACTIONS } from '../../model/policy/sqs-actions';
import type { Rule } from '../guard/rule';
import { CONSUME } from './queue-grants';
import type { ShareOptions } from './share-options';

export const SHARE_RULES: readonly Rule<ShareOptions>[] = [
  {
    id: 'ShareWithNobody',
    prop: 'producers',
    value: ({ producers = [] }) => producers.length,
    holds: ({ producers = [], consumers = [], organizationId }) =>
      producers.length + consumers.length > 0 || organizationId !== undefined,
    got: () => 'nobody',
    must: "given, or 'consumers', or 'organizationId'",
    why: 'Otherwise nothing is shared',
    fix: "Name who may send or receive: producers: [new iam.ArnPrincipal('arn:aws:iam::444455556666:role/shop')]",
  },
  ...(['producers', 'consumers'] as const).map(
    (prop): Rule<ShareOptions> => ({
      id: 'SharePrincipal',
      prop,
      value: (options) => options[prop],
      holds: (options) => problems(options[prop]).length === 0,
      got: (options) => problems(options[prop]).join(', '),
      must: 'accounts of 12 digits, ARNs of roles, users or sessions, or an organization',
      why: 'SQS refuses a policy with any other principal, and one that names everybody makes the queue public',
      fix: "Use new iam.ArnPrincipal('arn:aws:iam::ACCOUNT:role/NAME'), iam.AccountPrincipal or iam.OrganizationPrincipal",
    }),
  ),
  {
    id: 'OrganizationId',
    prop: 'organizationId',
    value: ({ organizationId }) => organizationId,
    holds: ({ organizationId = '' }) => isOrganizationId(organizationId),
    must: "'o-' and 10 to 32 lower-case letters and digits",
    why: 'No organization has any other id, so nobody could send',
    fix: 'Take it from: aws organizations describe-organization',
  },
  {
    id: 'OwnerOnlyAction',
    prop: 'additionalActions',
    value: ({ additionalActions }) => additionalActions,
    holds: ({ additionalActions = [] }) => additionalActions.every(isShareable),
    got: ({ additionalActions = [] }) => additionalActions.filter((action) => !isShareable(action)).join(', '),
    must: `of these: ${SQS_ACTIONS.filter(isShareable).join(', ')}`,
    why: "AWS never lets another account do the others, whatever the queue's policy says",
    fix: "Let a role of the queue's own account do it, which the other account may assume",
  },
  {
    id: 'ActionsOfStatement',
    prop: 'additionalActions',
    value: ({ additionalActions }) => additionalActions,
    holds: ({ additionalActions = [] }) =>
      new Set([...CONSUME.queue, ...additionalActions]).size <= QUEUE_POLICY.maxActionsPerStatement,
    got: ({ additionalActions = [] }) => `${additionalActions.length} besides ${CONSUME.queue.length}`,
    must: `so few that a statement has at most ${QUEUE_POLICY.maxActionsPerStatement} actions`,
    why: 'SQS refuses the policy with "max allowed is 7"',
    fix: "Leave out of 'additionalActions' what the other side can do without",
  },
  {
    id: 'PrincipalsOfPolicy',
    prop: 'producers',
    value: (options) => principalsOf(options).length,
    holds: (options) => principalsOf(options).length <= QUEUE_POLICY.maxPrincipals,
    got: (options) => `${principalsOf(options).length} principals, consumers included`,
    must: `at most ${QUEUE_POLICY.maxPrincipals}, together with 'consumers'`,
    why: "A queue's policy holds no more",
    fix: "Name whole accounts, or an organization with 'organizationId'",
  },
];

export function principalsOf({ producers = [], consumers = [] }: ShareOptions): readonly iam.IPrincipal[] {
  return [...producers, ...consumers];
}

function isShareable(action: string): boolean {
  return SQS_ACTIONS.includes(action) && !isOwnerOnlyAction(action);
}

function problems(principals: readonly iam.IPrincipal[] = []): readonly string[] {
  return principals.filter((principal) => !isAllowed(principal)).map((principal) => JSON.stringify(namesOf(principal)));
}

/** Nobody but principals of AWS, and everybody only with a condition on the organization. */
function isAllowed(principal: iam.IPrincipal): boolean {
  const { principalJson, conditions } = principal.policyFragment;
  const names = principalJson['AWS'];
  const account = principal.principalAccount;
  if (account !== undefined && !Token.isUnresolved(account) && !isPrincipalName('AWS', account)) {
    return false;
  }
  if (names === undefined || Object.keys(principalJson).length > 1) {
    return false;
  }
  return [names]
    .flat()
    .every((name) =>
      name === '*'
        ? JSON.stringify(conditions).includes('"aws:PrincipalOrgID"')
        : Token.isUnresolved(name) || isPrincipalName('AWS', name),
    );
}

function namesOf(principal: iam.IPrincipal): unknown {
  return principal instanceof iam.AccountPrincipal ? principal.accountId : principal.policyFragment.principalJson;
}
