import type { AccountOptions } from '../../../../labs/target/account';
import type { LabRun } from '../../../../labs/target/lab-run';

/** What the process that plays in an account is told. */
export interface Told {
  readonly slug: string;
  readonly directory: string;
  /** For what the local cloud and CDK write. */
  readonly temporary: string;
  /** Without it the lab is rehearsed on the local cloud. */
  readonly deployment?: { readonly run: LabRun; readonly where: AccountOptions };
}

/** What it answers: once a second that it is still there, in the end the result. */
export interface Answer<Result> {
  /** Seconds of the story; undefined while the stack is not there yet. */
  readonly at?: number;
  readonly result?: Result;
}
