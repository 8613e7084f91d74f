import type { BatchFailure } from '../engine/port';

export type PortOperation = 'receive' | 'deleteBatch' | 'changeVisibilityBatch' | 'sendBatch';

/** One request to the port, as a fault sees it. */
export interface PortRequest {
  readonly operation: PortOperation;
  readonly queueUrl: string;
  /** Counts the requests of this operation, from 1. */
  readonly number: number;
  /** Receipt handles of the entries, or bodies of what is sent; none for a receive. */
  readonly entries: readonly string[];
}

/** What goes wrong with a request. Nothing of it by default. */
export interface Fault {
  /** Nothing is carried out, and this is thrown. */
  readonly error?: unknown;
  /** Everything is carried out, and this is thrown: the answer was lost. */
  readonly lostAnswer?: unknown;
  /** These positions are not carried out, and are answered as failed. */
  readonly failed?: readonly number[];
  /** @default `ServiceUnavailable`, not the sender's fault */
  readonly failure?: Pick<BatchFailure, 'code' | 'senderFault'>;
}

/** Decides what goes wrong. Called once for each request. */
export type FaultInjector = (request: PortRequest) => Fault | undefined;
