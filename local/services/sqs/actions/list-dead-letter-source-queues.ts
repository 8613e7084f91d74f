import type { ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { pageOfQueues } from '../page-request';
import type { Queues } from '../queues';

export function listDeadLetterSourceQueues(
  queues: Queues,
): Operation<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult> {
  return {
    access: byUrl(queues, 'sqs:ListDeadLetterSourceQueues'),

    run(input, request) {
      const page = pageOfQueues(queues.sourcesOf(queues.at(input.QueueUrl, request)), input);
      return {
        queueUrls: page.items.map((queue) => queues.url(queue, request)),
        NextToken: page.nextToken,
      };
    },
  };
}
