import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { pageOfQueues } from '../page-request';
import type { Queues } from '../queues';

export function listQueues(queues: Queues): Operation<ListQueuesRequest, ListQueuesResult> {
  return {
    // IAM knows no resource for it: a policy must say `*`.
    access: (_input, request) => ({ action: 'sqs:ListQueues', resource: '*', account: request.account }),

    run(input, request) {
      const prefix = input.QueueNamePrefix ?? '';
      const matching = queues.owned(request.account, request.region).filter(({ name }) => name.startsWith(prefix));
      const page = pageOfQueues(matching, input);
      return {
        QueueUrls: page.items.length === 0 ? undefined : page.items.map((queue) => queues.url(queue, request)),
        NextToken: page.nextToken,
      };
    },
  };
}
