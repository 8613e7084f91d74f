import type { Lab } from '../../../../labs/contract';
import { PLAYABLE } from '../../../../labs/runner/run-lab';
import { type Account, type AccountOptions, findAccount } from '../../../../labs/target/account';
import { newRun, stackNameOf } from '../../../../labs/target/lab-run';
import { obstacle } from '../../../../labs/target/obstacle';
import { agreed } from '../../../console/ask';
import { print } from '../../../console/output';
import { Interrupted, Interruption } from '../../../interruption';
import { UsageError } from '../../../usage-error';
import { note } from '../actions';
import { calledAs } from '../called-as';
import type { Progress } from '../progress';
import { showReport } from '../show';
import type { Workplace } from '../workplace';
import { inOneLine } from './account-failure';
import { AccountPlayer } from './account-player';
import { AccountRuns } from './account-runs';
import { Countdown } from './countdown';
import { removeRuns } from './remove-runs';
import { showAccount, showPlan } from './show-estimate';

export interface VerifyInAccountFlags extends AccountOptions {
  readonly yes?: boolean;
  readonly down?: boolean;
}

/** Plays a lab in the account of the learner's credentials, after a yes. 0 when the checks pass, 1 when not. */
export function verifyInAccount(
  lab: Lab,
  { workplace, progress }: { readonly workplace: Workplace; readonly progress: Progress },
  { yes = false, down = false, ...where }: VerifyInAccountFlags,
): Promise<number> {
  if (!yes && !process.stdin.isTTY) {
    throw new UsageError(
      "'--yes' must be given here: a lab in your account costs money, and the input is no terminal, so nobody can be asked.",
    );
  }
  const interruption = new Interruption();
  const player = new AccountPlayer(lab.slug, workplace.open(lab));
  const runs = new AccountRuns(workplace.accountRunsFile);
  return inOneLine(async () => {
    try {
      runs.all();
      const account = await interruption.race(findAccount(where));
      showAccount(account);
      const rehearsal = await interruption.race(player.rehearse());
      if (rehearsal.report.results[0]?.name === PLAYABLE) {
        showReport(lab, rehearsal.report);
        print('\nNothing was deployed into your account: it does not run on the local cloud either.');
        return 1;
      }
      const reason = obstacle(lab, rehearsal);
      if (reason !== undefined) throw new UsageError(reason);
      showPlan(lab, rehearsal);
      if (!yes && !(await asked(account, interruption.signal))) return 1;

      const run = newRun(lab.slug, account);
      runs.add(run);
      print(`\nDeploying the stack ${stackNameOf(run)} ...`);
      const countdown = new Countdown(rehearsal.seconds);
      try {
        const report = await interruption.race(player.play({ run, where }, (seconds) => countdown.at(seconds)));
        countdown.end();
        note(progress, lab, report.passed);
        showReport(lab, report);
        if (down) {
          const removed = await interruption.race(removeRuns([run], account, runs));
          return removed && report.passed ? 0 : 1;
        }
        return report.passed ? 0 : 1;
      } finally {
        if (runs.all().some(({ id }) => id === run.id)) sayWhatRemains(lab);
      }
    } catch (error) {
      if (error instanceof Interrupted) print('\nInterrupted.');
      throw error;
    } finally {
      player.stop();
    }
  });
}

async function asked({ account }: Account, signal: AbortSignal): Promise<boolean> {
  const terminal = { input: process.stdin, output: process.stdout };
  if (await agreed(`\nDeploy it into account ${account}? [y/N] `, terminal, signal)) return true;
  signal.throwIfAborted();
  print('Nothing was deployed.');
  return false;
}

function sayWhatRemains({ slug }: Lab): void {
  print(`\nWhat was deployed is still there, and may cost money. '${calledAs()} down ${slug}' removes it.`);
}
