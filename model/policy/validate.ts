import { parseArn } from '../arn';
import { QUEUE_POLICY } from '../limits/sqs';
import { utf8Length } from '../utf8';
import type { PolicyDocument, PolicyStatement } from './document';
import { parsePolicyDocument, policyShape } from './document-shape';
import { textPattern } from './match';
import { isOwnerOnlyAction, SQS_ACTIONS } from './sqs-actions';

/** A queue policy that SQS refuses to store. */
export interface QueuePolicyProblem {
  /** AWS's own error message. */
  readonly problem: string;
  readonly code: 'InvalidAttributeValue' | 'OverLimit';
  readonly status: 400 | 403;
  /** What is wrong, for people: AWS itself does not say it. */
  readonly detail: string;
}

export type QueuePolicyResult = { readonly document: PolicyDocument } | QueuePolicyProblem;

/**
 * Judges the attribute `Policy` of a queue as `SetQueueAttributes` does.
 * @param policy the JSON text, or a document, whose size is then that of its shortest JSON text
 */
export function validateQueuePolicy(policy: unknown): QueuePolicyResult {
  const size = utf8Length(typeof policy === 'string' ? policy : (JSON.stringify(policy) ?? ''));
  if (size > QUEUE_POLICY.maxBytes) {
    const detail = `the policy has ${size} bytes, at most ${QUEUE_POLICY.maxBytes} are allowed`;
    return { problem: 'Submitted policy is over max allowed size.', code: 'OverLimit', status: 403, detail };
  }
  const shape = typeof policy === 'string' ? parsePolicyDocument(policy) : policyShape(policy);
  if ('problem' in shape) {
    return invalid(shape.problem);
  }
  const statements = listOf(shape.document.Statement);
  return overLimit(statements) ?? firstInvalid(statements) ?? shape;
}

/** The messages for principals and conditions follow those for statements and actions, which are AWS's own. */
function overLimit(statements: readonly PolicyStatement[]): QueuePolicyProblem | undefined {
  const inPolicy = 'the submitted policy';
  const inStatement = 'a statement from the submitted policy';
  return (
    tooMany(statements.length, 'statements', inPolicy, QUEUE_POLICY.maxStatements) ??
    tooMany(sum(statements, principalCount), 'principals', inPolicy, QUEUE_POLICY.maxPrincipals) ??
    tooMany(largest(statements, actionCount), 'actions', inStatement, QUEUE_POLICY.maxActionsPerStatement) ??
    tooMany(largest(statements, conditionCount), 'conditions', inStatement, QUEUE_POLICY.maxConditionsPerStatement)
  );
}

function tooMany(count: number, what: string, where: string, max: number): QueuePolicyProblem | undefined {
  if (count <= max) {
    return undefined;
  }
  const problem = `${count} ${what} were found in ${where}, max allowed is ${max}`;
  return { problem, code: 'OverLimit', status: 403, detail: problem };
}

function firstInvalid(statements: readonly PolicyStatement[]): QueuePolicyProblem | undefined {
  for (const [index, statement] of statements.entries()) {
    const detail = statementProblem(statement);
    if (detail !== undefined) {
      return invalid(`statement ${statement.Sid || index + 1} ${detail}`);
    }
  }
  return undefined;
}

/** What SQS asks beyond the grammar that all policies share. */
function statementProblem(statement: PolicyStatement): string | undefined {
  if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
    return 'has no Principal';
  }
  const resources = listOf(statement.Resource ?? statement.NotResource ?? []);
  if (resources.length > 1) {
    return `has ${resources.length} resources: SQS takes one a statement`;
  }
  const actions = listOf(statement.Action ?? statement.NotAction ?? []);
  const bogus = actions.find((action) => !isQueueAction(action));
  if (bogus !== undefined) {
    return `has the action '${bogus}', which SQS does not have; a batch operation is authorized as the singular action`;
  }
  const owner = parseArn(resources[0] ?? '')?.account;
  const notShareable = listOf(statement.Action ?? []).find(isOwnerOnlyAction);
  const stranger = accountsOf(statement).find((account) => owner !== undefined && account !== owner);
  return statement.Effect === 'Allow' &&
    notShareable !== undefined &&
    stranger !== undefined &&
    /^\d{12}$/.test(owner ?? '')
    ? `grants '${notShareable}' to account ${stranger}: SQS keeps it for the owner's account ${owner}`
    : undefined;
}

function isQueueAction(text: string): boolean {
  const pattern = textPattern(text, { wildcards: true, variables: false, ignoreCase: true });
  return SQS_ACTIONS.some((action) => pattern.matches(action, NO_KEYS));
}

const NO_KEYS = { value: () => undefined };

function accountsOf(statement: PolicyStatement): readonly string[] {
  return principalNames(statement).flatMap(
    (name) => /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(name)?.[1] ?? [],
  );
}

function principalCount(statement: PolicyStatement): number {
  return principalNames(statement).length;
}

function principalNames(statement: PolicyStatement): readonly string[] {
  const element = statement.Principal ?? statement.NotPrincipal ?? {};
  return element === '*' ? ['*'] : Object.values(element).flatMap((names) => listOf(names));
}

function actionCount(statement: PolicyStatement): number {
  return listOf(statement.Action ?? statement.NotAction ?? []).length;
}

function conditionCount(statement: PolicyStatement): number {
  return sum(Object.values(statement.Condition ?? {}), (keys) => Object.keys(keys).length);
}

function invalid(detail: string): QueuePolicyProblem {
  return { problem: 'Invalid value for the parameter Policy.', code: 'InvalidAttributeValue', status: 400, detail };
}

function sum<T>(values: readonly T[], count: (value: T) => number): number {
  return values.reduce((total, value) => total + count(value), 0);
}

function largest<T>(values: readonly T[], count: (value: T) => number): number {
  return Math.max(0, ...values.map(count));
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}
