import type { AddPermissionInput, RemovePermissionInput } from '@aws-sdk/client-sns';
import { accountArn } from '../../../../model/arn';
import { partitionOf } from '../../../../model/partition';
import type { PolicyStatement } from '../../../../model/policy/document';
import type { Operation } from '../../service';
import { onTopic } from '../access';
import { invalidBecause, invalidParameter } from '../errors';
import type { Sns } from '../sns-context';
import type { Topic } from '../topic';
import { checkTopicPolicy, statementsOf, TOPIC_ACTIONS } from '../topic-policy';

/** Adds a statement to the topic's policy; its label is the statement's `Sid`. */
export function addPermission(sns: Sns): Operation<AddPermissionInput> {
  return {
    access: onTopic(sns, 'sns:AddPermission'),
    run(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      const { Label: label, AWSAccountId: accounts = [], ActionName: actions = [] } = input;
      if (!label) throw invalidParameter('Label');
      const statements = statementsOf(topic.policy.document);
      if (statements.some(({ Sid }) => Sid === label)) throw invalidParameter('Statement already exists');
      const unknown = actions.find((action) => !TOPIC_ACTIONS.some((known) => known === action));
      if (unknown !== undefined || actions.length === 0) {
        throw invalidBecause('Action', `${unknown ?? 'none'} is no action of a topic`);
      }
      if (accounts.length === 0 || !accounts.every((account) => /^\d{12}$/.test(account))) {
        throw invalidParameter('PrincipalId');
      }
      const partition = partitionOf(topic.identity.region);
      const added: PolicyStatement = {
        Sid: label,
        Effect: 'Allow',
        Principal: { AWS: single(accounts.map((account) => accountArn({ account, partition }))) },
        Action: single(actions.map((action) => `SNS:${action}`)),
        Resource: topic.arn,
      };
      setStatements(topic, [...statements, added]);
      return undefined;
    },
  };
}

/** What is not there is removed already. */
export function removePermission(sns: Sns): Operation<RemovePermissionInput> {
  return {
    access: onTopic(sns, 'sns:RemovePermission'),
    run(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      const statements = statementsOf(topic.policy.document);
      const left = statements.filter(({ Sid }) => Sid !== input.Label);
      if (left.length < statements.length) setStatements(topic, left);
      return undefined;
    },
  };
}

/** Without statements the topic has SNS's own policy again. */
function setStatements(topic: Topic, statements: readonly PolicyStatement[]): void {
  const attributes = new Map(topic.attributes);
  if (statements.length === 0) attributes.delete('Policy');
  else {
    const policy = JSON.stringify({ ...topic.policy.document, Statement: statements });
    attributes.set('Policy', checkTopicPolicy(policy));
  }
  topic.attributes = attributes;
}

/** SNS writes one value without a list. */
function single(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values;
}
