import type { DeleteQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import type { Queues } from '../queues';

export function deleteQueue(queues: Queues): Operation<DeleteQueueRequest> {
  return {
    access: byUrl(queues, 'sqs:DeleteQueue'),

    run(input, request) {
      queues.delete(queues.at(input.QueueUrl, request));
      return undefined;
    },
  };
}
