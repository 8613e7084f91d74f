import type { CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { accessTo } from '../access';
import { resourceNotFound } from '../errors';
import type { Queues } from '../queues';
import type { MoveTasks } from '../redrive/move-tasks';
import { decodeTaskHandle } from '../redrive/task-handle';

export function cancelMessageMoveTask(
  queues: Queues,
  tasks: MoveTasks,
): Operation<CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult> {
  return {
    access(input) {
      const source = queues.find(decodeTaskHandle(input.TaskHandle).sourceArn);
      if (source === undefined) throw resourceNotFound('Task does not exist.');
      return (
        ['sqs:CancelMessageMoveTask', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] as const
      ).map((action) => accessTo(source, action));
    },

    run(input) {
      const { taskId, sourceArn } = decodeTaskHandle(input.TaskHandle);
      const task = tasks.cancel(queues.find(sourceArn), taskId);
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
  };
}
