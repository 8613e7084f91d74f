import { autoScalingGroup } from './auto-scaling-group/lab';
import { bucketNotifications } from './bucket-notifications/lab';
import { confusedDeputy } from './confused-deputy/lab';
import type { Lab } from './contract';
import { crossAccount } from './cross-account/lab';
import { customerKeys } from './customer-keys/lab';
import { deadLetterQueue } from './dead-letter-queue/lab';
import { deadLetterRetention } from './dead-letter-retention/lab';
import { deduplication } from './deduplication/lab';
import { delay } from './delay/lab';
import { fanOut } from './fan-out/lab';
import { fifoGroups } from './fifo-groups/lab';
import { lambdaEventSource } from './lambda-event-source/lab';
import { largeMessages } from './large-messages/lab';
import { longPolling } from './long-polling/lab';
import { partialBatch } from './partial-batch/lab';
import { receiveAndDelete } from './receive-and-delete/lab';
import { redrive } from './redrive/lab';
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
  deadLetterRetention,
  redrive,
  bucketNotifications,
  confusedDeputy,
  crossAccount,
  customerKeys,
  lambdaEventSource,
  partialBatch,
  fanOut,
  autoScalingGroup,
  largeMessages,
];
