import { type Account, type AccountOptions, findAccount } from '../../../../labs/target/account';
import type { LabRun } from '../../../../labs/target/lab-run';
import { findRuns } from '../../../../labs/target/tagged';
import { print, yellow } from '../../../console/output';
import { Interruption } from '../../../interruption';
import { calledAs } from '../called-as';
import { findLab } from '../find-lab';
import { Workplace } from '../workplace';
import { inOneLine } from './account-failure';
import { AccountRuns } from './account-runs';
import { removeRuns } from './remove-runs';
import { showAccount } from './show-estimate';

export interface DownFlags extends AccountOptions {
  readonly dir?: string;
  readonly target: 'local' | 'aws';
  readonly all?: boolean;
}

/** Removes what labs deployed into the account. 0 when nothing is left, 1 when something is. */
export function runDown(name: string | undefined, { dir, target, all = false, ...where }: DownFlags): Promise<number> {
  if (target === 'local') {
    print('On the local cloud nothing is left: it ends with each run.');
    return Promise.resolve(0);
  }
  const slug = name === undefined ? undefined : findLab(name).slug;
  const record = new AccountRuns(new Workplace(dir).accountRunsFile);
  const interruption = new Interruption();
  return inOneLine(async () => {
    const wanted = record.all().filter(({ lab }) => slug === undefined || lab === slug);
    const account = await interruption.race(findAccount(where));
    showAccount(account);
    const own = wanted.filter((run) => run.account === account.account);
    const elsewhere = wanted.filter((run) => run.account !== account.account);
    let clean = true;
    for (const region of new Set([account.region, ...own.map((run) => run.region)])) {
      const there = region === account.region ? account : await findAccount({ ...where, region });
      const recorded = own.filter((run) => run.region === region);
      const others = (await interruption.race(findRuns(there))).filter(
        ({ id, lab }) => (slug === undefined || lab === slug) && recorded.every((run) => run.id !== id),
      );
      const removing = all ? [...recorded, ...others] : recorded;
      clean = (await interruption.race(removeRuns(removing, there, record))) && clean;
      if (!all && others.length > 0) clean = sayOthers(others, there);
    }
    if (elsewhere.length > 0) clean = sayElsewhere(elsewhere);
    if (clean) print('\nDone: no lab has left anything there.');
    return clean ? 0 : 1;
  });
}

/** Somebody else may be playing in the same account. */
function sayOthers(others: readonly LabRun[], { region }: Account): false {
  print(
    yellow(
      `\nNot done: in ${region} there are resources of runs that were started from another folder, or by somebody else:`,
    ),
  );
  for (const { id, lab } of others) print(`  run ${id} of ${lab}`);
  print(`If they are yours, '${calledAs()} down --all' removes them, too.`);
  return false;
}

function sayElsewhere(runs: readonly LabRun[]): false {
  print(yellow('\nNot done: these were deployed into another account. Use its credentials, by --profile for example:'));
  for (const { id, lab, account, region } of runs) print(`  run ${id} of ${lab}, account ${account}, region ${region}`);
  return false;
}
