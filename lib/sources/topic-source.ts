import { Names, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, type ITopic } from 'aws-cdk-lib/aws-sns';
import { check } from '../guard/rule';
import { StatementsToAdd } from '../queue/statements-to-add';
import type { IWorkQueue } from '../queue/work-queue-base';
import type { IQueueSource } from './queue-source';
import { noteTopic } from './source-stacks';
import { snsPrincipal } from './topic-principal';
import type { TopicSourceProps } from './topic-source-props';
import { differs, TOPIC_SOURCE_RULES } from './topic-source-rules';
import { allowDeadLetters, type UndeliveredMessages, undeliveredMessages, undeliveredOf } from './undelivered';

/**
 * A topic whose messages go to a work queue: each that the filter wants, at least once, or once and in order within a
 * message group from a FIFO topic to a FIFO queue.
 *
 * The subscription stands in the queue's stack, so a topic of another account needs no confirmation: its owner only
 * lets this account subscribe.
 */
export class TopicSource implements IQueueSource {
  /** What the topics of a queue could not deliver; undefined while it has none, or where each brought its own queue. */
  static undeliveredOf(queue: IWorkQueue): UndeliveredMessages | undefined {
    return undeliveredOf(queue);
  }

  constructor(
    private readonly topic: ITopic,
    private readonly props: TopicSourceProps = {},
  ) {}

  /** @throws GuardError when SNS would refuse the subscription, or its messages would be lost */
  bind(queue: IWorkQueue): void {
    const { topic, props } = this;
    const id = `Topic${Names.nodeUniqueId(topic.node)}`;
    check(queue, { ...props, topic, queue, again: queue.node.tryFindChild(id) !== undefined }, TOPIC_SOURCE_RULES);
    noteTopic(queue, topic);
    const sender = {
      sid: 'AllowSnsTopics',
      service: snsPrincipal(topic.env.region, queue.env.region),
      sourceArn: topic.topicArn,
      sourceAccount: topic.env.account,
    };
    const permission = queue.allowSender(sender);
    const deadLetterQueue = props.deadLetterQueue ?? undeliveredMessages(queue).queue;
    allowDeadLetters(deadLetterQueue, sender);
    const subscription = new CfnSubscription(queue, id, {
      topicArn: topic.topicArn,
      protocol: 'sqs',
      endpoint: queue.queueArn,
      region: this.otherRegion(queue),
      rawMessageDelivery: props.rawMessageDelivery,
      filterPolicy: props.filterPolicy,
      filterPolicyScope: props.filterPolicy && props.filterPolicyScope,
      redrivePolicy: { deadLetterTargetArn: deadLetterQueue.queueArn },
    });
    // What is published between the subscription and the policy would be undeliverable.
    subscription.node.addDependency(permission);
    if (differs(topic.env.account, queue.env.account)) {
      this.letSubscribe(queue);
    }
  }

  /** A subscription is made in its topic's region. */
  private otherRegion(queue: IWorkQueue): string | undefined {
    const { region } = this.topic.env;
    return Token.isUnresolved(region) || region === Stack.of(queue).region ? undefined : region;
  }

  /** Written where the topic is in this app, and printed for its owner where it is not. */
  private letSubscribe(queue: IWorkQueue): void {
    const { topic } = this;
    const { account } = queue.env;
    const statement = new iam.PolicyStatement({
      sid: `AllowSubscribe${account}`,
      principals: [new iam.AccountPrincipal(account)],
      actions: ['sns:Subscribe'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'sns:Protocol': 'sqs' },
        StringLike: { 'sns:Endpoint': `arn:*:sqs:*:${account}:*` },
      },
    });
    if (!topic.addToResourcePolicy(statement).statementAdded) {
      const what = `The owner of ${topic.node.path} adds this to the topic's policy before this stack is deployed`;
      new StatementsToAdd(queue, `${Names.nodeUniqueId(topic.node)}PolicyToAdd`, what).add(statement);
    }
  }
}
