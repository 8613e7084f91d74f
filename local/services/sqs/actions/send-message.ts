import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { readMessage, send } from '../messages/outgoing';
import { receiptOf } from '../messages/send-result';
import { senderIdOf } from '../messages/sender-id';
import type { Queues } from '../queues';

export function sendMessage(queues: Queues): Operation<SendMessageRequest, SendMessageResult> {
  return {
    access: byUrl(queues, 'sqs:SendMessage'),

    precondition: (input, request) => queues.keys.use(queues.at(input.QueueUrl, request), 'send', request),

    run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      const outgoing = readMessage(input, queue, senderIdOf(request.principal));
      return receiptOf(outgoing, send(outgoing, queue), queue, queues.ids);
    },
  };
}
