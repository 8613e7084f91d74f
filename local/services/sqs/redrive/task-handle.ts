import { parseJsonMap } from '../attributes/json-map';
import { invalidParameterValue, missingParameter, resourceNotFound } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { Queues } from '../queues';
import type { MoveTask } from './move-tasks';

interface TaskHandle {
  readonly taskId: string;
  readonly sourceArn: string;
}

export function encodeTaskHandle(task: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: task.id, sourceArn: task.source.arn })).toString('base64');
}

export function decodeTaskHandle(handle: string | undefined): TaskHandle {
  if (!handle) throw missingParameter('TaskHandle');
  const map = parseJsonMap(Buffer.from(handle, 'base64').toString());
  const { taskId, sourceArn } = map ?? {};
  if (typeof taskId !== 'string' || typeof sourceArn !== 'string') {
    throw invalidParameterValue('Value for parameter TaskHandle is invalid.');
  }
  return { taskId, sourceArn };
}

/** The queue that a move task's request names by ARN. */
export function resourceQueue(
  queues: Queues,
  parameter: 'SourceArn' | 'DestinationArn',
  arn: string | undefined,
): LiveQueue {
  if (!arn) throw missingParameter(parameter);
  const queue = queues.find(arn);
  if (queue === undefined) {
    throw resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
  }
  return queue;
}
