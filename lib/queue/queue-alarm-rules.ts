import { Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { MESSAGE_RETENTION } from '../../model/limits/sqs';
import { durationWithin, numberWithin } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import type { QueueAlarmOptions, WorkQueueProps } from './work-queue-props';

/** An age is reported once a minute, and no message gets older than 14 days. */
const AGE = { min: 60, max: MESSAGE_RETENTION.max, unit: 'seconds' };
const AGE_REASON = 'SQS reports once a minute, and no message gets older than 14 days';

export const QUEUE_ALARM_RULES: readonly Rule<WorkQueueProps>[] = [
  durationWithin(AGE, {
    id: 'OldestMessageAge',
    prop: 'alarms.oldestMessageAge',
    value: ({ alarms }) => options(alarms).oldestMessageAge,
    why: AGE_REASON,
    fix: "Leave 'oldestMessageAge' out, or set it to a few minutes more than a message may wait",
  }),
  numberWithin(
    { min: 1, max: Number.MAX_SAFE_INTEGER, unit: 'messages' },
    {
      id: 'DeadLetters',
      prop: 'alarms.deadLetters',
      value: ({ alarms }) => options(alarms).deadLetters,
      why: 'An alarm at 0 would always be on, and one below that never goes off',
      fix: "Leave 'deadLetters' out: the first dead letter raises the alarm",
    },
  ),
  durationWithin(AGE, {
    id: 'TimeToDrain',
    prop: 'alarms.timeToDrain',
    value: ({ alarms }) => options(alarms).timeToDrain,
    why: AGE_REASON,
    fix: "Set 'timeToDrain' to what your users can wait for, or leave it out",
  }),
  durationWithin(AGE, {
    id: 'QuietGroupsAge',
    prop: 'alarms.quietGroupsAge',
    value: ({ alarms }) => options(alarms).quietGroupsAge,
    why: AGE_REASON,
    fix: "Set 'quietGroupsAge' to a few minutes more than a message of a quiet tenant may wait, or leave it out",
  }),
  {
    id: 'QuietGroupsOfFifo',
    prop: 'alarms.quietGroupsAge',
    value: ({ alarms, fifo }) => (fifo === undefined ? undefined : options(alarms).quietGroupsAge),
    holds: () => false,
    must: 'left out on a FIFO queue',
    why: 'Only a standard queue is a fair queue, and a FIFO queue never reports this metric',
    fix: "Leave 'quietGroupsAge' out, or 'fifo'",
  },
  alarmTopicKey('alarms.topic', ({ alarms }) => options(alarms).topic),
];

/** Of every prop that names a topic for alarms. */
export function alarmTopicKey<Props>(prop: string, topicOf: (props: Props) => ITopic | undefined): Rule<Props> {
  return {
    id: 'AlarmTopicKey',
    prop,
    value: (props) => aliasNameOf(topicOf(props)?.masterKey),
    holds: (props) => !isAwsManaged(topicOf(props)?.masterKey),
    must: "a topic that is not encrypted with AWS's own key",
    why: 'CloudWatch may not use that key, so the alarm would go off and nobody would hear of it',
    fix: 'Leave the key of the topic out, or give it a kms.Key of your own',
  };
}

function options(alarms: WorkQueueProps['alarms']): QueueAlarmOptions {
  return alarms === undefined || alarms === false ? {} : alarms;
}

/** Whether a key is one of AWS's own, whose policy nobody can change. */
export function isAwsManaged(key: kms.IKey | undefined): boolean {
  return aliasNameOf(key)?.startsWith('alias/aws/') === true;
}

/** Only an alias says whose key it is: an ARN of AWS's own key looks like any other. */
export function aliasNameOf(key: kms.IKey | undefined): string | undefined {
  const name = key !== undefined && 'aliasName' in key ? key.aliasName : undefined;
  return typeof name === 'string' && !Token.isUnresolved(name) ? name : undefined;
}
