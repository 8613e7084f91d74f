import { isConditionOperator } from './conditions';
import type { PolicyDocument } from './document';
import { isPrincipalName, PRINCIPAL_KINDS } from './principal-name';

type Fields = Readonly<Record<string, unknown>>;

const VERSIONS = ['2012-10-17', '2008-10-17'];
const DOCUMENT_FIELDS = ['Version', 'Id', 'Statement'];
const STATEMENT_FIELDS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** The document, or the first thing that is wrong with it. */
export type ShapeResult = { readonly document: PolicyDocument } | { readonly problem: string };

/** Whether a value has the grammar of a policy ("Grammar of the IAM JSON policy language"). */
export function policyShape(value: unknown): ShapeResult {
  const problem = documentProblem(value);
  return problem === undefined ? { document: value as PolicyDocument } : { problem };
}

/** {@link policyShape} of a JSON text. */
export function parsePolicyDocument(text: string): ShapeResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'the policy is not JSON' };
  }
  return policyShape(value);
}

function documentProblem(value: unknown): string | undefined {
  if (!isFields(value)) {
    return 'the policy is not a JSON object';
  }
  const version = value['Version'];
  if (version !== undefined && !VERSIONS.includes(String(version))) {
    return `Version must be ${VERSIONS.join(' or ')}, got ${show(version)}`;
  }
  if (value['Id'] !== undefined && typeof value['Id'] !== 'string') {
    return `Id must be text, got ${show(value['Id'])}`;
  }
  const statements = listOf(value['Statement']);
  if (statements.length === 0) {
    return 'the policy has no Statement';
  }
  return (
    unknownField('the policy', value, DOCUMENT_FIELDS) ??
    firstProblem(statements, (statement, index) => statementProblem(statement, `statement ${index + 1}`))
  );
}

function statementProblem(value: unknown, position: string): string | undefined {
  if (!isFields(value)) {
    return `${position} is not a JSON object`;
  }
  const { Sid: sid, Effect: effect } = value;
  if (sid !== undefined && typeof sid !== 'string') {
    return `the Sid of ${position} must be text, got ${show(sid)}`;
  }
  const name = sid ? `statement ${sid}` : position;
  if (effect !== 'Allow' && effect !== 'Deny') {
    return `the Effect of ${name} must be Allow or Deny, got ${show(effect)}`;
  }
  return (
    unknownField(name, value, STATEMENT_FIELDS) ??
    actionProblem(value, name) ??
    resourceProblem(value, name) ??
    principalProblem(value, effect, name) ??
    conditionProblem(value['Condition'], name)
  );
}

function actionProblem(statement: Fields, name: string): string | undefined {
  const { Action: action, NotAction: notAction } = statement;
  if ((action === undefined) === (notAction === undefined)) {
    return `${name} must have either Action or NotAction`;
  }
  return firstProblem(listOf(action ?? notAction), (text) =>
    text === '*' || (typeof text === 'string' && /^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(text))
      ? undefined
      : `an Action of ${name} must be '*' or SERVICE:ACTION, got ${show(text)}`,
  );
}

function resourceProblem(statement: Fields, name: string): string | undefined {
  const { Resource: resource, NotResource: notResource } = statement;
  if (resource !== undefined && notResource !== undefined) {
    return `${name} must not have both Resource and NotResource`;
  }
  return firstProblem(listOf(resource ?? notResource), (text) =>
    typeof text === 'string' && (text === '*' || /^arn:[^:]+:[^:]+:/.test(text))
      ? undefined
      : `a Resource of ${name} must be '*' or an ARN, got ${show(text)}`,
  );
}

function principalProblem(statement: Fields, effect: 'Allow' | 'Deny', name: string): string | undefined {
  const { Principal: principal, NotPrincipal: notPrincipal } = statement;
  if (principal !== undefined && notPrincipal !== undefined) {
    return `${name} must not have both Principal and NotPrincipal`;
  }
  if (notPrincipal !== undefined && effect === 'Allow') {
    return `${name} must not allow by NotPrincipal: AWS supports it with Deny only`;
  }
  const element = principal ?? notPrincipal;
  if (element === undefined || element === '*') {
    return undefined;
  }
  if (!isFields(element) || Object.keys(element).length === 0) {
    return `the Principal of ${name} must be '*' or an object such as {"AWS": "111122223333"}, got ${show(element)}`;
  }
  return firstProblem(Object.entries(element), ([kind, values]) => {
    if (!PRINCIPAL_KINDS.includes(kind)) {
      return `the Principal of ${name} must be one of ${PRINCIPAL_KINDS.join(', ')}, got ${show(kind)}`;
    }
    return listOf(values).length > 0 && listOf(values).every((text) => isPrincipalName(kind, text))
      ? undefined
      : `the ${kind} principal of ${name} names nobody that AWS knows, got ${show(values)}`;
  });
}

function conditionProblem(condition: unknown, name: string): string | undefined {
  if (condition === undefined) {
    return undefined;
  }
  if (!isFields(condition)) {
    return `the Condition of ${name} is not a JSON object`;
  }
  return firstProblem(Object.entries(condition), ([operator, keys]) => {
    if (!isConditionOperator(operator)) {
      return `the Condition of ${name} has the operator ${show(operator)}, which does not exist`;
    }
    if (!isFields(keys) || !Object.values(keys).every(isConditionValue)) {
      return `the Condition ${operator} of ${name} must map keys to text, numbers or booleans, got ${show(keys)}`;
    }
    return undefined;
  });
}

function isConditionValue(value: unknown): boolean {
  return (
    listOf(value).length > 0 && listOf(value).every((item) => ['string', 'number', 'boolean'].includes(typeof item))
  );
}

function unknownField(name: string, value: Fields, known: readonly string[]): string | undefined {
  const unknown = Object.keys(value).find((field) => !known.includes(field));
  return unknown === undefined ? undefined : `${name} has the element ${show(unknown)}, which does not exist`;
}

function firstProblem<T>(
  values: readonly T[],
  problemOf: (value: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, value] of values.entries()) {
    const problem = problemOf(value, index);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
