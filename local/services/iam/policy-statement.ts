import { isConditionOperator } from '../../../model/policy/conditions';
import { PRINCIPAL_KINDS } from '../../../model/policy/principal-name';
import { malformedPolicy } from './errors';

/** An identity policy says what its owner may do; a trust policy says who may assume a role. */
export type PolicyKind = 'identity' | 'trust';

type Statement = Readonly<Record<string, unknown>>;

const ELEMENTS: readonly string[] = [
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
const ACTION = /^(\*|[A-Za-z0-9-]+:[\w*?-]+)$/;

/** Throws `MalformedPolicyDocument` when IAM would not store this statement. */
export function checkStatement(statement: Statement, where: string, kind: PolicyKind): void {
  for (const element of Object.keys(statement)) {
    if (!ELEMENTS.includes(element)) {
      throw syntax(where, `'${element}' is no element of a statement; they are ${ELEMENTS.join(', ')}`);
    }
  }
  checkSid(statement['Sid']);
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') {
    throw syntax(where, `'Effect' must be "Allow" or "Deny", got ${JSON.stringify(statement['Effect'])}`);
  }
  for (const element of ['Action', 'Resource', 'Principal']) {
    if (statement[element] !== undefined && statement[`Not${element}`] !== undefined) {
      throw syntax(where, `'${element}' and 'Not${element}' exclude each other`);
    }
  }
  checkActions(statement, where, kind);
  if (kind === 'identity') checkResources(statement, where);
  else checkPrincipals(statement);
  checkCondition(statement['Condition'], where);
}

function checkSid(sid: unknown): void {
  if (sid === undefined || (typeof sid === 'string' && /^[0-9A-Za-z]*$/.test(sid))) return;
  throw malformedPolicy(
    `Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*. Got ${JSON.stringify(sid)}.`,
  );
}

function checkActions(statement: Statement, where: string, kind: PolicyKind): void {
  const actions = strings(statement['Action'] ?? statement['NotAction'], where, 'Action');
  if (actions.length === 0) throw malformedPolicy(`Policy statement must contain actions. ${where} has none.`);
  for (const action of actions) {
    if (!ACTION.test(action)) {
      throw malformedPolicy(
        `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. ${where} has '${action}'.`,
      );
    }
    if (kind === 'trust' && !/^(sts:|\*$)/i.test(action)) {
      throw malformedPolicy(`AssumeRole policy may only specify STS AssumeRole actions. ${where} has '${action}'.`);
    }
  }
}

function checkResources(statement: Statement, where: string): void {
  if (statement['Principal'] !== undefined || statement['NotPrincipal'] !== undefined) {
    throw malformedPolicy('Policy document should not specify a principal.');
  }
  const resources = strings(statement['Resource'] ?? statement['NotResource'], where, 'Resource');
  if (resources.length === 0) throw malformedPolicy(`Policy statement must contain resources. ${where} has none.`);
  for (const resource of resources) {
    if (resource === '*' || /^arn:[^:]*:[^:]+:[^:]*:[^:]*:.+/.test(resource)) continue;
    throw malformedPolicy(`Resource ${resource} must be in ARN format or "*".`);
  }
}

function checkPrincipals(statement: Statement): void {
  for (const element of ['Resource', 'NotResource']) {
    if (statement[element] !== undefined) throw malformedPolicy(`Has prohibited field ${element}`);
  }
  const principal = statement['Principal'] ?? statement['NotPrincipal'];
  if (principal === undefined) throw malformedPolicy('Missing required field Principal');
  if (principal === '*') return;
  if (typeof principal !== 'object' || principal === null || Array.isArray(principal)) {
    throw malformedPolicy(`Invalid principal in policy: ${JSON.stringify(principal)}`);
  }
  for (const [type, values] of Object.entries(principal)) {
    if (!PRINCIPAL_KINDS.includes(type)) throw malformedPolicy(`Invalid principal in policy: "${type}"`);
    for (const value of strings(values, 'Principal', type)) {
      if (isPrincipal(type, value)) continue;
      throw malformedPolicy(`Invalid principal in policy: "${type}":"${value}"`);
    }
  }
}

function isPrincipal(type: string, value: string): boolean {
  if (type === 'AWS') return value === '*' || /^\d{12}$/.test(value) || /^arn:[^:]+:(iam|sts)::\d{12}:.+/.test(value);
  if (type === 'Service') return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(value);
  return value !== '';
}

function checkCondition(condition: unknown, where: string): void {
  if (condition === undefined) return;
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
    throw syntax(where, "'Condition' must be an object of operators");
  }
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isConditionOperator(operator)) {
      throw syntax(where, `'${operator}' is no condition operator. Use one such as StringEquals, ArnLike or Bool`);
    }
    if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) {
      throw syntax(where, `the condition operator '${operator}' must hold an object of condition keys`);
    }
    for (const key of Object.keys(keys)) {
      if (/^[\w-]+:.+/.test(key)) continue;
      throw malformedPolicy(
        `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. ${where} has the condition key '${key}'.`,
      );
    }
  }
}

function strings(value: unknown, where: string, element: string): readonly string[] {
  const values: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return values.map((each) => {
    if (typeof each !== 'string') throw syntax(where, `'${element}' must hold strings, got ${JSON.stringify(each)}`);
    return each;
  });
}

function syntax(where: string, reason: string): Error {
  return malformedPolicy(`Syntax errors in policy. ${where}: ${reason}.`);
}
