import type { PurgeQueueRequest } from '@aws-sdk/client-sqs';
import { PURGE_INTERVAL_SECONDS } from '../../../../model/limits/sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { purgeInProgress } from '../errors';
import type { Queues } from '../queues';

export function purgeQueue(queues: Queues): Operation<PurgeQueueRequest> {
  return {
    access: byUrl(queues, 'sqs:PurgeQueue'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      const { clock, events } = queues.kernel;
      if (clock.now() < queue.purgedAt + PURGE_INTERVAL_SECONDS * 1000) throw purgeInProgress(queue.name);
      const messages = queue.purge();
      if (events.observed) events.emit('sqs.purged', { queue: queue.arn, messages });
      return undefined;
    },
  };
}
