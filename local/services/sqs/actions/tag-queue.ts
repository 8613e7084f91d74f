import type { TagQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { missingParameter } from '../errors';
import type { Queues } from '../queues';

export function tagQueue(queues: Queues): Operation<TagQueueRequest> {
  return {
    access: byUrl(queues, 'sqs:TagQueue'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      if (input.Tags === undefined || Object.keys(input.Tags).length === 0) throw missingParameter('Tags');
      for (const [key, value] of Object.entries(input.Tags)) queue.tags.set(key, value);
      return undefined;
    },
  };
}
