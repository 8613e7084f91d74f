import { topicArn } from '../../../model/arn';
import { PARTNER } from './architecture';
import type { Cell } from './matrix';
import { ANYONE, EVERYTHING, roleOf, service } from './principals';
import { ACCOUNT, REGION } from './template-policies';

export const OTHER_TOPIC = topicArn({ account: ACCOUNT, region: REGION, name: 'Other' });
const INSECURE = { 'aws:SecureTransport': 'false' };

const from = (topic: string, account = ACCOUNT) => ({ 'aws:SourceArn': topic, 'aws:SourceAccount': account });

/** Who sends in a topic's name to which queues. */
export function fromTopics(queues: Readonly<Record<string, string>>, topics: readonly string[]): readonly Cell[] {
  const [first = ''] = topics;
  return Object.entries(queues).flatMap(([name, resource]): readonly Cell[] => {
    const sns = { principal: service('sns'), context: from(first), action: 'sqs:SendMessage', resource };
    const denied = (title: string, change: Partial<Cell>): Cell => ({
      ...sns,
      ...change,
      title: `${title}, ${name}`,
      allowed: false,
    });
    return [
      ...topics.map((topic) => ({ ...sns, title: `SNS for ${topic}, ${name}`, context: from(topic), allowed: true })),
      denied('SNS for another topic of the account', { context: from(OTHER_TOPIC) }),
      denied('SNS for another account', { context: from(first, PARTNER) }),
      denied('SNS for nobody', { context: {} }),
      denied('SNS receives', { action: 'sqs:ReceiveMessage' }),
      denied('SNS without TLS', { context: { ...from(first), ...INSECURE } }),
      denied("S3 in the topic's name", { principal: service('s3') }),
      denied('anybody unsigned', { principal: ANYONE }),
      denied("another account in the topic's name", { principal: roleOf(PARTNER), identity: EVERYTHING }),
    ];
  });
}

/** What the key of the queues must allow for it; nothing without a key. */
export function keyCells(key: string, topics: readonly string[]): readonly Cell[] {
  const [first = ''] = topics;
  const sns = { principal: service('sns'), context: from(first), resource: key, action: 'kms:GenerateDataKey' };
  const cells: readonly Cell[] = [
    { ...sns, title: 'SNS makes data keys', allowed: true },
    { ...sns, title: 'SNS decrypts', action: 'kms:Decrypt', allowed: true },
    { ...sns, title: 'SNS deletes the key', action: 'kms:ScheduleKeyDeletion', allowed: false },
    { ...sns, title: 'SNS for another account', context: from(first, PARTNER), allowed: false },
    { ...sns, title: 'S3 makes data keys', principal: service('s3'), allowed: false },
  ];
  return key === '' ? [] : cells;
}

/** What holds for the queue of the undelivered, which is no work queue: TLS only. */
export function undeliveredCells(resource: string): readonly Cell[] {
  const administrator = { principal: roleOf(ACCOUNT, 'administrator'), identity: EVERYTHING, resource };
  return [
    { ...administrator, title: 'an administrator over TLS', action: 'sqs:ReceiveMessage', allowed: true },
    ...['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:SetQueueAttributes'].map((action) => ({
      ...administrator,
      title: `an administrator without TLS, ${action}`,
      action,
      context: INSECURE,
      allowed: false,
    })),
  ];
}
