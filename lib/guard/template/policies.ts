import { formatArn, parseArn } from '../../../model/arn';
import type { PolicyDocument, PolicyStatement } from '../../../model/policy/document';
import { policyShape } from '../../../model/policy/document-shape';
import { isPrincipalName } from '../../../model/policy/principal-name';
import { isObject, type Json, type JsonObject, listOf, type Resource, type StackTemplate } from './stack-template';
import type { Templates } from './templates';
import { intrinsicOf, isKnown, replaceUnknown, textOf } from './values';

/** One policy on one queue. */
export interface QueuePolicy {
  readonly resource: Resource;
  readonly queueArn: string;
  /** Whether this is the only queue that the policy hangs on. */
  readonly isShared: boolean;
  /** Every reference as text, with a mark in the place of what is not known; undefined when a statement is not known. */
  readonly document: JsonObject | undefined;
}

const POLICIES = ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'];

export function queuePolicies(templates: Templates): readonly QueuePolicy[] {
  return templates.ofType(...POLICIES).flatMap((resource) => {
    const { stack, properties } = resource;
    const queues = listOf(properties['Queues'] ?? properties['Queue']);
    const document = documentOf(properties['PolicyDocument'], stack, templates);
    return queues.flatMap((queue) => {
      const queueArn = templates.queueArnOf(textOf(queue, stack, templates));
      return queueArn === undefined ? [] : [{ resource, queueArn, document, isShared: queues.length > 1 }];
    });
  });
}

/** A policy as text throughout; undefined when a whole statement, or the policy, is left to CloudFormation. */
export function documentOf(value: Json, stack: StackTemplate, templates: Templates): JsonObject | undefined {
  if (!isObject(value) || intrinsicOf(value) !== undefined) return undefined;
  const statements = listOf(value['Statement']);
  if (statements.some((statement) => !isObject(statement) || intrinsicOf(statement) !== undefined)) return undefined;
  return { ...value, Statement: statements.map((statement) => asText(statement, stack, templates)) } as JsonObject;
}

function asText(value: Json, stack: StackTemplate, templates: Templates): Json {
  if (Array.isArray(value)) return value.map((item) => asText(item, stack, templates));
  if (!isObject(value)) return value;
  if (intrinsicOf(value) !== undefined) return textOf(value, stack, templates);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner, stack, templates)]));
}

/**
 * A document that can be judged like a finished one: what is not known becomes something that AWS takes, as short as
 * it could be, so that neither a name nor a size is held against it.
 */
export function withLikelyValues(document: JsonObject, ownArn: string): JsonObject {
  const owner = parseArn(ownArn)?.account ?? '';
  const account = /^\d{12}$/.test(owner) ? owner : SOME_ACCOUNT;
  const statements = listOf(document['Statement']).filter(isObject);
  return {
    ...document,
    Statement: statements.map((statement) => ({
      ...mapTexts(statement, likely),
      ...principals(statement, 'Principal', account),
      ...principals(statement, 'NotPrincipal', account),
      ...resources(statement, 'Resource'),
      ...resources(statement, 'NotResource'),
    })),
  };
}

const SOME_ACCOUNT = '000000000000';
const SHORTEST = { account: SOME_ACCOUNT, region: 'us-east-1' } as const;

function likely(text: string): string {
  return replaceUnknown(text, (mark) =>
    mark === '⟦account⟧' ? SHORTEST.account : mark === '⟦region⟧' ? SHORTEST.region : 'x',
  );
}

/** Who is not known counts as somebody of the queue's own account. */
function principals(statement: JsonObject, element: string, account: string): JsonObject {
  const principal = statement[element];
  if (!isObject(principal)) return {};
  const names = (values: Json, kind: string) => {
    const list = listOf(values).map((name) => {
      if (typeof name !== 'string' || isKnown(name)) return name;
      const named = replaceUnknown(name, (mark) => (mark === '⟦account⟧' ? account : 'x'));
      return isPrincipalName(kind, named) ? named : kind === 'AWS' ? account : 'x.amazonaws.com';
    });
    return list.length === 1 ? list[0] : list;
  };
  return {
    [element]: Object.fromEntries(Object.entries(principal).map(([kind, values]) => [kind, names(values, kind)])),
  };
}

/** An account that is not known must not look like a known one, or the principals would be strangers. */
function resources(statement: JsonObject, element: string): JsonObject {
  const value = statement[element];
  if (value === undefined) return {};
  const list = listOf(value).map((resource) => {
    if (typeof resource !== 'string' || isKnown(resource)) return resource;
    const arn = parseArn(resource);
    if (arn === undefined) return '*';
    return formatArn({
      ...arn,
      region: likely(arn.region),
      account: isKnown(arn.account) ? arn.account : 'my-account-x',
      resource: likely(arn.resource),
    });
  });
  return { [element]: list.length === 1 ? list[0] : list };
}

function mapTexts(value: Json, change: (text: string) => string): JsonObject;
function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change) as Json);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, change) as Json]));
}

/** The statements that AWS would take, for the evaluator: the marks stay, and equal only themselves. */
export function evaluable(document: JsonObject | undefined, ownArn: string): PolicyDocument | undefined {
  if (document === undefined) return undefined;
  const version = typeof document['Version'] === 'string' ? document['Version'] : undefined;
  const isValid = (statement: Json): statement is PolicyStatement =>
    'document' in policyShape(withLikelyValues({ Version: version, Statement: [statement] }, ownArn));
  return { Version: version, Statement: listOf(document['Statement']).filter(isValid) };
}
