import type {
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
} from '@aws-sdk/client-sqs';
import { MAX_BATCH_BYTES } from '../../../../model/limits/sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { batchTooLong, invalidParameterValue, missingParameter } from '../errors';
import type { LiveQueue } from '../live-queue';
import { checkBatch, eachEntry } from '../messages/batch';
import { attributeBytes, readAttributes } from '../messages/message-attributes';
import { missingDeduplicationId, readMessage, send } from '../messages/outgoing';
import { receiptOf } from '../messages/send-result';
import { senderIdOf } from '../messages/sender-id';
import type { Queues } from '../queues';

export function sendMessageBatch(queues: Queues): Operation<SendMessageBatchRequest, SendMessageBatchResult> {
  return {
    access: byUrl(queues, 'sqs:SendMessage'),

    precondition: (input, request) => queues.keys.use(queues.at(input.QueueUrl, request), 'send', request),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      const entries = checkBatch(input.Entries, 'SendMessageBatchRequestEntry');
      checkWhole(entries, queue);
      const senderId = senderIdOf(request.principal);
      return eachEntry(
        entries,
        (entry) => {
          const outgoing = readMessage(entry, queue, senderId);
          return { Id: entry.Id, ...receiptOf(outgoing, send(outgoing, queue), queue, queues.ids) };
        },
        () => request.kernel.faults.entryError('sqs:SendMessageBatch'),
      );
    },
  };
}

/** What one entry gets wrong for all of them. */
function checkWhole(entries: readonly SendMessageBatchRequestEntry[], queue: LiveQueue): void {
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    if (!entry.MessageBody) throw missingParameter(`SendMessageBatchRequestEntry.${index + 1}.MessageBody`);
    if (queue.identity.fifo && entry.MessageGroupId === undefined) {
      throw invalidParameterValue('The request must contain the parameter MessageGroupId.');
    }
    const deduplicated = queue.settings.contentBasedDeduplication || entry.MessageDeduplicationId !== undefined;
    if (queue.identity.fifo && !deduplicated) throw missingDeduplicationId();
    bytes += Buffer.byteLength(entry.MessageBody) + attributeBytes(readAttributes(entry.MessageAttributes));
  }
  if (bytes > MAX_BATCH_BYTES) throw batchTooLong(MAX_BATCH_BYTES, bytes);
}
