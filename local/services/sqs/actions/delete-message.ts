import type { DeleteMessageRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { deleteByHandle } from '../messages/receipts';
import type { Queues } from '../queues';

export function deleteMessage(queues: Queues): Operation<DeleteMessageRequest> {
  return {
    access: byUrl(queues, 'sqs:DeleteMessage'),

    run(input, request) {
      deleteByHandle(input.ReceiptHandle, queues.at(input.QueueUrl, request), queues.ids);
      return undefined;
    },
  };
}
