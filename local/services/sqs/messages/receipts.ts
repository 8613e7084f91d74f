import { isWithin } from '../../../../model/limits/limit';
import { VISIBILITY_TIMEOUT } from '../../../../model/limits/sqs';
import type { AwsError } from '../../../aws-error';
import {
  expiredReceiptHandle,
  invalidReceiptHandle,
  invalidValue,
  missingParameter,
  unavailableForVisibilityChange,
} from '../errors';
import type { LiveQueue } from '../live-queue';
import type { MessageIds } from '../model/message-ids';
import { decodeReceipt, type Receipt } from '../model/receipt-handle';

function readHandle(handle: string | undefined, queue: LiveQueue, ids: MessageIds): Receipt {
  if (!handle) throw missingParameter('ReceiptHandle');
  const receipt = decodeReceipt(handle, ids);
  if (receipt === undefined || receipt.queue !== queue.identity.number) throw invalidReceiptHandle(handle);
  return receipt;
}

/** What an expired handle of a FIFO queue is answered with: a batch has words of its own. */
type Expired = (handle: string) => AwsError;

/** Succeeds too when the message is gone already or was received again since; the latter keeps it. */
export function deleteByHandle(
  handle: string | undefined,
  queue: LiveQueue,
  ids: MessageIds,
  expired: Expired = expiredReceiptHandle,
): void {
  const { serial, receive } = readHandle(handle, queue, ids);
  if (queue.delete(serial, receive) === 'expired') throw expired(handle as string);
}

export function checkVisibilityTimeout(timeout: number): number {
  if (isWithin(VISIBILITY_TIMEOUT, timeout)) return timeout;
  const { min, max } = VISIBILITY_TIMEOUT;
  throw invalidValue('VisibilityTimeout', timeout, `Must be >= ${min} and <= ${max}, if provided.`);
}

export function changeVisibilityByHandle(
  handle: string | undefined,
  timeout: number | undefined,
  queue: LiveQueue,
  ids: MessageIds,
  expired: Expired = expiredReceiptHandle,
): void {
  const { serial, receive } = readHandle(handle, queue, ids);
  if (timeout === undefined) throw missingParameter('VisibilityTimeout');
  switch (queue.changeVisibility(serial, receive, checkVisibilityTimeout(timeout))) {
    case 'changed':
    // A standard queue says yes to the latest handle of a message that is visible again, and changes nothing.
    case 'visible':
      return;
    case 'expired':
      throw expired(handle as string);
    case 'unavailable':
      throw unavailableForVisibilityChange(handle as string);
    case 'beyond-limit':
      throw invalidValue(
        'VisibilityTimeout',
        timeout,
        `Total VisibilityTimeout for the message is beyond the limit [${VISIBILITY_TIMEOUT.max} seconds]`,
      );
  }
}
