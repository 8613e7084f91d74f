import type { Lab } from './contract';
import { delay } from './delay/lab';
import { longPolling } from './long-polling/lab';
import { receiveAndDelete } from './receive-and-delete/lab';
import { visibilityTimeoutTooShort } from './visibility-timeout/lab';

/** In the order in which they are best done. */
export const LABS: readonly Lab[] = [receiveAndDelete, visibilityTimeoutTooShort, longPolling, delay];
