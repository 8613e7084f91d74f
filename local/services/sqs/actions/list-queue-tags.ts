import type { ListQueueTagsRequest, ListQueueTagsResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import type { Queues } from '../queues';

export function listQueueTags(queues: Queues): Operation<ListQueueTagsRequest, ListQueueTagsResult> {
  return {
    access: byUrl(queues, 'sqs:ListQueueTags'),

    run(input, request) {
      const { tags } = queues.at(input.QueueUrl, request);
      return { Tags: tags.size === 0 ? undefined : Object.fromEntries(tags) };
    },
  };
}
