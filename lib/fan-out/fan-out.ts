import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { check } from '../guard/rule';
import { WorkQueue } from '../queue/work-queue';
import { TopicSource } from '../sources/topic-source';
import { isFifoTopic } from '../sources/topic-source-rules';
import type { FanOutProps, FanOutQueue } from './fan-out-props';
import { FAN_OUT_RULES } from './fan-out-rules';

/**
 * One topic and several work queues: what is published once goes to every queue whose filter wants it, and each queue
 * is worked off by itself, with retries and a dead-letter queue of its own.
 */
export class FanOut<Name extends string = string> extends Construct {
  readonly topic: sns.ITopic;
  /** The queues by the names that they were given. */
  readonly queues: Readonly<Record<Name, WorkQueue>>;
  private readonly fifo: boolean;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FanOutProps<Name>,
  ) {
    super(scope, id);
    check(this, props, FAN_OUT_RULES);
    this.topic = props.topic ?? this.createTopic();
    this.fifo = props.fifo !== undefined || (props.topic !== undefined && isFifoTopic(props.topic) === true);
    const entries = Object.entries<FanOutQueue>(props.queues).map(([name, queue]) => [
      name,
      this.createQueue(name, queue),
    ]);
    this.queues = Object.fromEntries(entries) as Record<Name, WorkQueue>;
  }

  /** To publish, and nothing else; the topic's customer key included. */
  grantPublish(grantee: iam.IGrantable): iam.Grant {
    const { topic } = this;
    const publish = iam.Grant.addToPrincipalOrResource({
      grantee,
      actions: ['sns:Publish'],
      resourceArns: [topic.topicArn],
      resource: topic,
    });
    return topic.masterKey === undefined
      ? publish
      : publish.combine(topic.masterKey.grant(grantee, 'kms:GenerateDataKey', 'kms:Decrypt'));
  }

  private createTopic(): sns.Topic {
    const { topicName, fifo, encryptionKey } = this.props;
    return new sns.Topic(this, 'Topic', {
      topicName,
      fifo: fifo === undefined ? undefined : true,
      contentBasedDeduplication: fifo?.contentBasedDeduplication,
      masterKey: encryptionKey,
      enforceSSL: true,
    });
  }

  private createQueue(name: string, { queue = {}, ...source }: FanOutQueue): WorkQueue {
    const { encryptionKey } = this.props;
    return new WorkQueue(this, name, {
      encryptionKey,
      ...queue,
      // SNS sends a deduplication id with every message.
      ...(this.fifo ? { fifo: {} } : {}),
    }).addSource(new TopicSource(this.topic, source));
  }
}
