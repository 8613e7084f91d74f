import type {
  ListMessageMoveTasksRequest,
  ListMessageMoveTasksResult,
  ListMessageMoveTasksResultEntry,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { accessTo } from '../access';
import { invalidValue } from '../errors';
import type { Queues } from '../queues';
import type { MoveTask, MoveTasks } from '../redrive/move-tasks';
import { encodeTaskHandle, resourceQueue } from '../redrive/task-handle';

export function listMessageMoveTasks(
  queues: Queues,
  tasks: MoveTasks,
): Operation<ListMessageMoveTasksRequest, ListMessageMoveTasksResult> {
  return {
    access(input) {
      const source = resourceQueue(queues, 'SourceArn', input.SourceArn);
      return (['sqs:ListMessageMoveTasks', 'sqs:GetQueueAttributes'] as const).map((action) =>
        accessTo(source, action),
      );
    },

    run(input) {
      const max = input.MaxResults ?? 1;
      if (!Number.isInteger(max) || max < 1 || max > 10) {
        throw invalidValue('MaxResults', max, 'Must be between 1 and 10, if provided.');
      }
      const source = resourceQueue(queues, 'SourceArn', input.SourceArn);
      return { Results: tasks.of(source).slice(0, max).map(describe) };
    },
  };
}

function describe(task: MoveTask): ListMessageMoveTasksResultEntry {
  return {
    // Only a running task can be cancelled, so only it has a handle.
    TaskHandle: task.status === 'RUNNING' ? encodeTaskHandle(task) : undefined,
    Status: task.status,
    SourceArn: task.source.arn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.rate,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAt,
  };
}
