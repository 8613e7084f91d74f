import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { SQS } from '@aws-sdk/client-sqs';
import type { Handler } from './handlers';

/** Messages worked on at a time by whoever can; a consumer that takes one batch at a time has ten. */
export const SLOTS = 100;
export const BATCH = 10;

export interface Surroundings {
  readonly queueUrl: string;
  /** The client with a method for each action, which one of the libraries needs. */
  readonly client: SQS;
  readonly handler: Handler;
  readonly visibilitySeconds: number;
}

/** Begins to consume. The result ends it: it resolves when what was received is handled and deleted. */
export type Contender = (surroundings: Surroundings) => () => Promise<void>;

/** A package of bench/consumers, among them the built one of this repository. */
export const load = createRequire(join(__dirname, 'package.json'));
export const sdk: typeof import('@aws-sdk/client-sqs') = load('@aws-sdk/client-sqs');
