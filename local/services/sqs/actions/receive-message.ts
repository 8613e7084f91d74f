import type { ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import { isWithin } from '../../../../model/limits/limit';
import { MAX_NUMBER_OF_MESSAGES, RECEIVE_WAIT_TIME } from '../../../../model/limits/sqs';
import type { Operation, Request } from '../../service';
import { byUrl } from '../access';
import { invalidValue, tooManyInFlight } from '../errors';
import type { LiveQueue } from '../live-queue';
import { incomingMessage } from '../messages/incoming';
import { checkVisibilityTimeout } from '../messages/receipts';
import { wantedSystemAttributes } from '../messages/system-attributes';
import type { Message } from '../model/message';
import type { Queues } from '../queues';

/**
 * Key of `Request.context` with which a poller that comes back for ever (an event source mapping's) says that
 * nobody waits for its long poll: `settle()` does not either.
 */
export const IDLE_POLL = 'spillway:idle-poll';

export function receiveMessage(queues: Queues): Operation<ReceiveMessageRequest, ReceiveMessageResult> {
  return {
    access: byUrl(queues, 'sqs:ReceiveMessage'),

    precondition: (input, request) => queues.keys.use(queues.at(input.QueueUrl, request), 'receive', request),

    async run(input, request) {
      const queue = queues.at(input.QueueUrl, request);
      const wanted = wantedSystemAttributes(input.MessageSystemAttributeNames, input.AttributeNames);
      const messages = await receive(input, queue, request);
      if (messages.length === 0) {
        queue.emptyReceives += 1;
        const { events } = queues.kernel;
        if (events.observed) events.emit('sqs.empty-receive', { queue: queue.arn });
        return {};
      }
      const Messages = messages.map((message) =>
        incomingMessage(message, queue, queues.ids, wanted, input.MessageAttributeNames),
      );
      if (!queue.identity.fifo) repeat(messages, queue, queues);
      return { Messages };
    },
  };
}

/** An injected fault makes them visible while they are in flight; what was received of them keeps its handle. */
function repeat(messages: readonly Message[], queue: LiveQueue, { kernel }: Queues): void {
  const receives = messages.map(({ serial, receiveCount }) => ({ serial, receive: receiveCount }));
  for (const { serial, receive } of receives) {
    const struck = kernel.faults.strikesEntry('sqs:ReceiveMessage', 'duplicate') !== undefined;
    if (struck) queue.changeVisibility(serial, receive, 0);
  }
}

function receive(
  input: ReceiveMessageRequest,
  queue: LiveQueue,
  request: Request,
): readonly Message[] | Promise<readonly Message[]> {
  const { settings, identity } = queue;
  const max = input.MaxNumberOfMessages ?? MAX_NUMBER_OF_MESSAGES.default;
  if (!isWithin(MAX_NUMBER_OF_MESSAGES, max)) {
    throw invalidValue('MaxNumberOfMessages', max, 'Must be between 1 and 10, if provided.');
  }
  const wait = input.WaitTimeSeconds ?? settings.receiveWaitTime;
  if (!isWithin(RECEIVE_WAIT_TIME, wait)) {
    throw invalidValue('WaitTimeSeconds', wait, 'Must be >= 0 and <= 20, if provided.');
  }
  const visibilityTimeout = checkVisibilityTimeout(input.VisibilityTimeout ?? settings.visibilityTimeout);
  const attemptId = identity.fifo ? input.ReceiveRequestAttemptId : undefined;
  const options = { max, visibilityTimeout, attemptId };
  const messages = queue.receive(options);
  if (messages !== undefined && messages.length > 0) return messages;
  if (wait > 0) {
    const { kernel, signal, context } = request;
    return queue.wait({
      options,
      until: kernel.clock.now() + wait * 1000,
      kind: context[IDLE_POLL] === 'true' ? 'recurring' : 'work',
      signal,
      park: () => request.park(),
    });
  }
  // A FIFO queue returns no error at its limit, and neither does a long poll.
  if (messages === undefined && !identity.fifo) throw tooManyInFlight();
  return [];
}
