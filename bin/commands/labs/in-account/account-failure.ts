import { UsageError } from '../../../usage-error';
import { describeFailure } from '../../dlq/failure';

/** What went wrong on the way, in a line: exit code 1. */
export class AccountFailure extends Error {
  override readonly name = 'AccountFailure';
}

/** Does the work, and turns every error that is no defect into one line and exit code 1. */
export async function inOneLine(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.message === 'Region is missing') {
      throw new UsageError("No region: give '--region', or set AWS_REGION. A lab is deployed into one region.");
    }
    const text = error instanceof AccountFailure ? error.message : describeFailure(error);
    if (text === undefined) throw error;
    process.stderr.write(`${text}\n`);
    return 1;
  }
}
