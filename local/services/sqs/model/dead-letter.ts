import type { Message } from './message';
import type { Queue } from './queue';

/**
 * Where a message goes instead of being received once more: undefined while its receives from this queue are within
 * `maxReceiveCount`, and also when the dead-letter queue is gone. Then it stays, or it would be lost.
 */
export function deadLetterTarget(
  source: Queue,
  message: Message,
  find: (arn: string) => Queue | undefined,
): Queue | undefined {
  const { redrive } = source.settings;
  if (redrive === undefined) return undefined;
  if (message.receiveCount - message.receivedElsewhere < redrive.maxReceiveCount) return undefined;
  const target = find(redrive.deadLetterTargetArn);
  return target === source || target?.identity.fifo !== source.identity.fifo ? undefined : target;
}
