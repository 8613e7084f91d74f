import type { DeleteMessageBatchRequest, DeleteMessageBatchResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { expiredReceiptHandleOfEntry } from '../errors';
import { checkBatch, eachEntry } from '../messages/batch';
import { deleteByHandle } from '../messages/receipts';
import type { Queues } from '../queues';

export function deleteMessageBatch(queues: Queues): Operation<DeleteMessageBatchRequest, DeleteMessageBatchResult> {
  return {
    access: byUrl(queues, 'sqs:DeleteMessage'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      return eachEntry(
        checkBatch(input.Entries, 'DeleteMessageBatchRequestEntry'),
        (entry) => {
          deleteByHandle(entry.ReceiptHandle, queue, queues.ids, expiredReceiptHandleOfEntry);
          return { Id: entry.Id };
        },
        () => request.kernel.faults.entryError('sqs:DeleteMessageBatch'),
      );
    },
  };
}
