import type { ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { expiredReceiptHandleOfEntry } from '../errors';
import { checkBatch, eachEntry } from '../messages/batch';
import { changeVisibilityByHandle } from '../messages/receipts';
import type { Queues } from '../queues';

export function changeMessageVisibilityBatch(
  queues: Queues,
): Operation<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult> {
  return {
    access: byUrl(queues, 'sqs:ChangeMessageVisibility'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      return eachEntry(
        checkBatch(input.Entries, 'ChangeMessageVisibilityBatchRequestEntry'),
        (entry) => {
          changeVisibilityByHandle(
            entry.ReceiptHandle,
            entry.VisibilityTimeout,
            queue,
            queues.ids,
            expiredReceiptHandleOfEntry,
          );
          return { Id: entry.Id };
        },
        () => request.kernel.faults.entryError('sqs:ChangeMessageVisibilityBatch'),
      );
    },
  };
}
