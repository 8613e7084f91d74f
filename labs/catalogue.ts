import type { Lab } from './contract';
import { deadLetterQueue } from './dead-letter-queue/lab';
import { deduplication } from './deduplication/lab';
import { delay } from './delay/lab';
import { fifoGroups } from './fifo-groups/lab';
import { longPolling } from './long-polling/lab';
import { receiveAndDelete } from './receive-and-delete/lab';
import { severalConsumers } from './several-consumers/lab';
import { visibilityTimeoutTooShort } from './visibility-timeout/lab';

/** In the order in which they are best done. */
export const LABS: readonly Lab[] = [
  receiveAndDelete,
  visibilityTimeoutTooShort,
  longPolling,
  delay,
  severalConsumers,
  fifoGroups,
  deduplication,
  deadLetterQueue,
];
