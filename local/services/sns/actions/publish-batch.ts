import type { PublishBatchInput, PublishBatchRequestEntry, PublishBatchResponse } from '@aws-sdk/client-sns';
import { MAX_NOTIFICATION_BYTES, PUBLISH_BATCH_ENTRIES } from '../../../../model/limits/sns';
import { BATCH_ENTRY_ID } from '../../../../model/limits/sqs';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { onTopic } from '../access';
import { useTopicKey } from '../encryption';
import { readNotification } from '../notification';
import { publish } from '../publish';
import type { Sns } from '../sns-context';

type Answer = Required<Pick<PublishBatchResponse, 'Successful' | 'Failed'>>;

/** Checked as a whole: one wrong entry, and SNS takes none. */
export function publishBatch(sns: Sns): Operation<PublishBatchInput, PublishBatchResponse> {
  return {
    access: onTopic(sns, 'sns:Publish'),

    precondition: (input, request) => useTopicKey(sns.topics.at(input.TopicArn, request), request),

    run(input, request) {
      const topic = sns.topics.at(input.TopicArn, request);
      const entries = checkEntries(input.PublishBatchRequestEntries ?? []);
      const drafts = entries.map((entry, index) =>
        readNotification(entry, topic, `publishBatchRequestEntries.${index + 1}.member.messageAttributes`),
      );
      if (drafts.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_NOTIFICATION_BYTES) throw tooLong();
      const answer: Answer = { Successful: [], Failed: [] };
      for (const [index, draft] of drafts.entries()) {
        const Id = entries[index]?.Id;
        const fault = request.kernel.faults.entryError('sns:PublishBatch');
        if (fault !== undefined) {
          answer.Failed.push({ Id, Code: fault.code, Message: fault.message, SenderFault: fault.type === 'Sender' });
          continue;
        }
        const { messageId, sequenceNumber } = publish(sns, topic, draft);
        answer.Successful.push({ Id, MessageId: messageId, SequenceNumber: sequenceNumber });
      }
      return answer;
    },
  };
}

const tooLong = () =>
  new AwsError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');

function checkEntries(entries: readonly PublishBatchRequestEntry[]): readonly PublishBatchRequestEntry[] {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'The batch request contains no entries.');
  if (entries.length > PUBLISH_BATCH_ENTRIES.max) {
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  }
  const ids = new Set<string>();
  for (const { Id: id = '', Message: text = '' } of entries) {
    checkId(id);
    if (ids.has(id)) {
      throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
    }
    ids.add(id);
    // A single message that is too long makes the batch too long.
    if (Buffer.byteLength(text) > MAX_NOTIFICATION_BYTES) throw tooLong();
  }
  return entries;
}

function checkId(id: string): void {
  if (id.length > BATCH_ENTRY_ID.max) {
    throw new AwsError('InvalidBatchEntryId', `The Id of a batch entry in the batch request is too long: ${id}`);
  }
  if (!/^[A-Za-z0-9_-]+$/.test(id)) {
    throw new AwsError(
      'InvalidBatchEntryId',
      `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
    );
  }
}
