import type { UntagQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { missingParameter } from '../errors';
import type { Queues } from '../queues';

export function untagQueue(queues: Queues): Operation<UntagQueueRequest> {
  return {
    access: byUrl(queues, 'sqs:UntagQueue'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      if (input.TagKeys === undefined || input.TagKeys.length === 0) throw missingParameter('TagKeys');
      for (const key of input.TagKeys) queue.tags.delete(key);
      return undefined;
    },
  };
}
