import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { notify } from '../queue/alarm-topic';
import { DEFAULTS } from '../queue/defaults';
import { KeyPolicy } from '../queue/key-policy';
import { type Sender, Senders } from '../queue/senders';
import { WorkQueue } from '../queue/work-queue';
import { type IWorkQueue, isAnyWorkQueue } from '../queue/work-queue-base';

/** What SNS could not deliver to a work queue. */
export interface UndeliveredMessages {
  readonly queue: sqs.IQueue;
  /** Notifies `alarms.topic` of the work queue. Undefined for a work queue with `alarms: false` and for one that is not made here. */
  readonly alarm?: cloudwatch.Alarm;
}

const MADE = new WeakMap<IWorkQueue, UndeliveredMessages>();
const OURS = new WeakSet<sqs.IQueue>();
const SENDERS = new WeakMap<sqs.IQueue, Senders>();

export function undeliveredOf(queue: IWorkQueue): UndeliveredMessages | undefined {
  return MADE.get(queue);
}

/** One for all topics of a work queue: a person looks at it, not a consumer. */
export function undeliveredMessages(queue: IWorkQueue): UndeliveredMessages {
  const known = MADE.get(queue);
  if (known !== undefined) {
    return known;
  }
  const { encryptionMasterKey } = queue;
  const made = new sqs.Queue(queue, 'Undelivered', {
    fifo: queue.fifo || undefined,
    encryption: encryptionMasterKey === undefined ? sqs.QueueEncryption.SQS_MANAGED : sqs.QueueEncryption.KMS,
    encryptionMasterKey,
    enforceSSL: true,
    retentionPeriod: DEFAULTS.deadLetterRetentionPeriod,
    redriveAllowPolicy: { redrivePermission: sqs.RedrivePermission.DENY_ALL },
  });
  const undelivered = { queue: made, alarm: watch(queue, made) };
  MADE.set(queue, undelivered);
  OURS.add(made);
  return undelivered;
}

/** Topics of one account share one statement here as well. */
export function allowDeadLetters(queue: sqs.IQueue, sender: Sender): void {
  if (isAnyWorkQueue(queue)) {
    queue.allowSender(sender);
    return;
  }
  // A queue that is made here has the work queue's key, whose statement is printed there already.
  const senders = SENDERS.get(queue) ?? new Senders(queue, new KeyPolicy(queue, OURS.has(queue)));
  SENDERS.set(queue, senders);
  senders.allow(sender);
}

function watch(queue: IWorkQueue, made: sqs.Queue): cloudwatch.Alarm | undefined {
  if (!WorkQueue.isWorkQueue(queue) || queue.alarms === undefined) {
    return undefined;
  }
  const alarm = new cloudwatch.Alarm(queue, 'UndeliveredAlarm', {
    alarmDescription: `A topic could not deliver to ${queue.node.path}: look at the queue's policy and key.`,
    metric: made.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: Duration.minutes(1) }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    // A queue without traffic reports no metrics.
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  notify(queue.alarmTopic, [alarm]);
  return alarm;
}
