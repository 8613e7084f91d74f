import type { Account } from '../../../../labs/target/account';
import { CleanUp } from '../../../../labs/target/clean-up';
import type { LabRun } from '../../../../labs/target/lab-run';
import { realTime } from '../../../../labs/target/time';
import { green, print, red } from '../../../console/output';
import { calledAs } from '../called-as';
import type { AccountRuns } from './account-runs';

/** Removes runs of one account and region; true when nothing of them is left. What is stays in the record. */
export async function removeRuns(runs: readonly LabRun[], account: Account, record: AccountRuns): Promise<boolean> {
  const cleanUp = new CleanUp(account, realTime, (line) => print(`  ${line}`));
  let clean = true;
  for (const run of runs) {
    print(`\nRemoving ${run.lab}, run ${run.id}, from account ${run.account}, region ${run.region}:`);
    const left = await cleanUp.remove(run);
    if (left.length === 0) {
      record.remove(run);
      print(green('  nothing is left'));
      continue;
    }
    clean = false;
    print(red('  not done, this is left:'));
    for (const { what, because } of left) print(`  ${what}\n      ${because.replaceAll('\n', '\n      ')}`);
  }
  if (!clean) print(`\nNot done. See the reasons above, then '${calledAs()} down' again.`);
  return clean;
}
