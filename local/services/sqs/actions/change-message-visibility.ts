import type { ChangeMessageVisibilityRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { changeVisibilityByHandle } from '../messages/receipts';
import type { Queues } from '../queues';

export function changeMessageVisibility(queues: Queues): Operation<ChangeMessageVisibilityRequest> {
  return {
    access: byUrl(queues, 'sqs:ChangeMessageVisibility'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      changeVisibilityByHandle(input.ReceiptHandle, input.VisibilityTimeout, queue, queues.ids);
      return undefined;
    },
  };
}
