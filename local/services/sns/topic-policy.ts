import { MAX_TOPIC_POLICY_BYTES, MAX_TOPIC_POLICY_STATEMENTS } from '../../../model/limits/sns';
import type { PolicyDocument, PolicyStatement } from '../../../model/policy/document';
import { parsePolicyDocument } from '../../../model/policy/document-shape';
import { invalidParameter } from './errors';
import type { TopicIdentity } from './topic';

/** What a topic's policy can grant. */
export const TOPIC_ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
] as const;

/** What a topic has until a policy is set: its owner's account, for services that say for whom they act. */
export function defaultTopicPolicy({ arn, account }: Pick<TopicIdentity, 'arn' | 'account'>): PolicyDocument {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: TOPIC_ACTIONS.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  };
}

/** Checks a policy as SNS does when it is set; returns it unchanged. */
export function checkTopicPolicy(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_TOPIC_POLICY_BYTES) {
    throw invalidParameter(
      `Policy Reason: The policy has ${bytes} bytes, at most ${MAX_TOPIC_POLICY_BYTES} are allowed`,
    );
  }
  const shape = parsePolicyDocument(text);
  if ('problem' in shape) throw invalidParameter(`Policy Error: ${shape.problem}`);
  const statements = statementsOf(shape.document);
  if (statements.length > MAX_TOPIC_POLICY_STATEMENTS) {
    throw invalidParameter(`Policy Error: more than ${MAX_TOPIC_POLICY_STATEMENTS} statements`);
  }
  for (const [index, statement] of statements.entries()) {
    const name = statement.Sid || `statement ${index + 1}`;
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
      throw invalidParameter(`Policy Error: ${name} has no Principal`);
    }
    if (statement.Resource === undefined && statement.NotResource === undefined) {
      throw invalidParameter(`Policy Error: ${name} has no Resource`);
    }
    const actions = listOf(statement.Action ?? statement.NotAction ?? []);
    if (actions.some((action) => !isTopicAction(action))) {
      throw invalidParameter('Policy statement action out of service scope!');
    }
  }
  return text;
}

export function statementsOf(document: PolicyDocument): readonly PolicyStatement[] {
  return listOf(document.Statement);
}

function isTopicAction(action: string): boolean {
  const [service, name = ''] = action.toLowerCase().split(':');
  if (service !== 'sns') return false;
  if (/[*?]/.test(name)) return true;
  return TOPIC_ACTIONS.some((known) => known.toLowerCase() === name) || ['tagresource', 'untagresource'].includes(name);
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}
