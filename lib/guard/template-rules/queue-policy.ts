import { QUEUE_POLICY } from '../../../model/limits/sqs';
import type { PolicyStatement } from '../../../model/policy/document';
import { validateQueuePolicy } from '../../../model/policy/validate';
import { isPublic, servesAnybody } from '../template/permission';
import { evaluable, type QueuePolicy, queuePolicies, withLikelyValues } from '../template/policies';
import { listOf } from '../template/stack-template';
import type { Problem, TemplateRule } from '../template/template-rule';
import { shown, type Templates } from '../template/templates';
import { location } from './rule-kinds';

const DOCUMENT = location('PolicyDocument');

export const QUEUE_POLICY_RULES: readonly TemplateRule[] = [
  {
    id: 'QueuePolicyQuota',
    severity: 'error',
    title:
      `A queue policy has at most ${QUEUE_POLICY.maxBytes} bytes, ${QUEUE_POLICY.maxStatements} statements, ` +
      `${QUEUE_POLICY.maxPrincipals} principals, ${QUEUE_POLICY.maxActionsPerStatement} actions and ` +
      `${QUEUE_POLICY.maxConditionsPerStatement} conditions in a statement`,
    judge: (templates) =>
      refusals(templates, 'OverLimit', (detail) => ({
        problem: `'PolicyDocument' must be within SQS's quotas, got one where ${detail}`,
        fix: "Merge statements that differ in 'aws:SourceArn' or Principal only into one with a list",
      })),
  },
  {
    id: 'QueuePolicy',
    severity: 'error',
    title: 'A queue policy is one that SQS stores',
    judge: (templates) =>
      refusals(templates, 'InvalidAttributeValue', (detail) => ({
        problem: `'PolicyDocument' must be a policy that SQS takes, got one where ${detail}`,
        fix: 'Name a principal as 12 digits or as a full ARN, and only actions that SQS has and lets others use',
      })),
  },
  {
    id: 'PublicQueue',
    severity: 'error',
    title: 'No queue policy lets in everybody',
    judge: (templates) =>
      statementProblems(templates, (statement, { queueArn }) =>
        statement.Effect === 'Allow' && isPublic(statement, queueArn)
          ? {
              problem: `'Principal' must be somebody, or limited by a condition with a fixed value, got ${JSON.stringify(statement.Principal)}`,
              consequence:
                'Everybody who knows the name of the queue, in any account and without one, could use it (Security Hub SQS.3)',
              fix: 'Name the account or role (new iam.AccountPrincipal(...)), or add the condition { StringEquals: { "aws:PrincipalOrgID": "o-..." } }',
            }
          : undefined,
      ),
  },
  {
    id: 'ConfusedDeputy',
    severity: 'warning',
    title: 'A service may send only for named resources',
    judge: (templates) =>
      statementProblems(templates, (statement, { queueArn }) => {
        const service = servicesOf(statement).find((name) => servesAnybody(statement, name, queueArn));
        return statement.Effect !== 'Allow' || service === undefined
          ? undefined
          : {
              problem: `'Condition' must say for whom ${service} acts, got ${JSON.stringify(statement.Condition ?? {})}`,
              consequence: `${service} sends for anybody's resources, so any account could have it fill this queue`,
              fix: 'Add the condition { ArnLike: { "aws:SourceArn": "<the source\'s ARN>" }, StringEquals: { "aws:SourceAccount": "<its account>" } }',
            };
      }),
  },
  {
    id: 'QueuePolicyTwice',
    severity: 'error',
    title: 'One queue has one policy',
    *judge(templates) {
      const first = new Map<string, QueuePolicy>();
      for (const policy of queuePolicies(templates)) {
        const other = first.get(policy.queueArn);
        if (other === undefined) {
          first.set(policy.queueArn, policy);
        } else if (
          other.resource !== policy.resource &&
          !policy.resource.isConditional &&
          !other.resource.isConditional
        ) {
          yield {
            resource: policy.resource,
            location: location('Queues'),
            problem: `'Queues' must be queues without another policy, got ${shown(policy.queueArn)}, which has ${other.resource.path} as well`,
            consequence: 'A queue holds one policy: the one that is deployed last replaces the other without a word',
            fix: 'Put all statements into one policy, with queue.addToResourcePolicy(...)',
          };
        }
      }
    },
  },
];

function* refusals(
  templates: Templates,
  code: string,
  words: (detail: string) => Pick<Problem, 'problem' | 'fix'>,
): Iterable<Problem> {
  for (const { resource, document, queueArn } of onePerPolicy(templates)) {
    const answer = document && validateQueuePolicy(withLikelyValues(document, queueArn));
    if (answer === undefined || 'document' in answer || answer.code !== code) continue;
    yield {
      resource,
      location: DOCUMENT,
      ...words(answer.detail),
      consequence: `SQS answers "${answer.problem}"`,
    };
  }
}

function* statementProblems(
  templates: Templates,
  judge: (
    statement: PolicyStatement,
    policy: QueuePolicy,
  ) => Pick<Problem, 'problem' | 'consequence' | 'fix'> | undefined,
): Iterable<Problem> {
  for (const policy of onePerPolicy(templates)) {
    const document = evaluable(policy.document, policy.queueArn);
    for (const [index, statement] of listOf(document?.Statement).entries()) {
      const found = judge(statement as PolicyStatement, policy);
      if (found !== undefined) {
        yield { resource: policy.resource, location: `${DOCUMENT}.Statement.${index}`, ...found };
      }
    }
  }
}

/** A policy that hangs on several queues is one policy. */
function onePerPolicy(templates: Templates): readonly QueuePolicy[] {
  const policies = queuePolicies(templates);
  return policies.filter(({ resource }, index) => policies.findIndex((other) => other.resource === resource) === index);
}

function servicesOf({ Principal: principal }: PolicyStatement): readonly string[] {
  return typeof principal === 'object' ? (listOf(principal.Service) as readonly string[]) : [];
}
