import type { SetQueueAttributesRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { changeAttributes } from '../attributes/change';
import { settingsFrom } from '../attributes/read';
import { missingParameter } from '../errors';
import type { Queues } from '../queues';

export function setQueueAttributes(queues: Queues): Operation<SetQueueAttributesRequest> {
  return {
    access: byUrl(queues, 'sqs:SetQueueAttributes'),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      if (input.Attributes === undefined) throw missingParameter('Attribute.Name');
      const attributes = changeAttributes(queue.attributes, input.Attributes, queue.identity, (arn) =>
        queues.find(arn),
      );
      queue.configure(attributes, settingsFrom(attributes, queue.identity.fifo));
      return undefined;
    },
  };
}
