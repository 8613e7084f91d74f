import type { StartMessageMoveTaskRequest, StartMessageMoveTaskResult } from '@aws-sdk/client-sqs';
import { isWithin } from '../../../../model/limits/limit';
import { MESSAGE_MOVE_RATE } from '../../../../model/limits/sqs';
import type { Operation } from '../../service';
import { accessTo } from '../access';
import { invalidParameterValue, invalidValue } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { Queues } from '../queues';
import type { MoveTasks } from '../redrive/move-tasks';
import { encodeTaskHandle, resourceQueue } from '../redrive/task-handle';

export function startMessageMoveTask(
  queues: Queues,
  tasks: MoveTasks,
): Operation<StartMessageMoveTaskRequest, StartMessageMoveTaskResult> {
  return {
    /** The task receives and deletes here and sends there in the caller's name, to every source queue by default. */
    access(input) {
      const source = resourceQueue(queues, 'SourceArn', input.SourceArn);
      const destinations = destinationsOf(queues, source, input);
      return [
        ...(
          ['sqs:StartMessageMoveTask', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] as const
        ).map((action) => accessTo(source, action)),
        ...destinations.map((destination) => accessTo(destination, 'sqs:SendMessage')),
      ];
    },

    precondition(input, request) {
      const source = resourceQueue(queues, 'SourceArn', input.SourceArn);
      queues.keys.use(source, 'receive', request);
      for (const destination of destinationsOf(queues, source, input)) queues.keys.use(destination, 'send', request);
    },

    run(input) {
      const { MaxNumberOfMessagesPerSecond: rate, DestinationArn: destinationArn } = input;
      const source = resourceQueue(queues, 'SourceArn', input.SourceArn);
      if (rate !== undefined && !isWithin(MESSAGE_MOVE_RATE, rate)) {
        throw invalidValue(
          'MaxNumberOfMessagesPerSecond',
          rate,
          `You must enter a positive integer value that is less than or equal to ${MESSAGE_MOVE_RATE.max}.`,
        );
      }
      if (queues.sourcesOf(source).length === 0) {
        throw invalidParameterValue('Source queue must be configured as a Dead Letter Queue.');
      }
      if (destinationArn !== undefined) {
        const destination = resourceQueue(queues, 'DestinationArn', destinationArn);
        if (destination === source) throw invalidParameterValue('Source and destination queues cannot be the same.');
        if (destination.identity.fifo !== source.identity.fifo) {
          throw invalidParameterValue('Source and destination queues must be of the same type.');
        }
      }
      const task = tasks.start(source, destinationArn, rate);
      return { TaskHandle: encodeTaskHandle(task) };
    },
  };
}

function destinationsOf(queues: Queues, source: LiveQueue, input: StartMessageMoveTaskRequest): readonly LiveQueue[] {
  return input.DestinationArn === undefined
    ? queues.sourcesOf(source)
    : [resourceQueue(queues, 'DestinationArn', input.DestinationArn)];
}
