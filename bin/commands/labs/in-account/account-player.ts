import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../../labs/runner/run-lab';
import type { Rehearsal } from '../../../../labs/target/rehearsal';
import { forkCommand } from '../fork-command';
import { AccountFailure } from './account-failure';
import type { Answer, Told } from './messages';

export interface AccountPlayerOptions {
  /** The command's file. @default - the one that runs */
  readonly entry?: string;
  /**
   * Seconds of real time without a sign of life: the other process gives one each second, unless its code never waits.
   * @default 30
   */
  readonly patienceSeconds?: number;
}

/** Plays in a process of its own, so that a learner's endless loop does not hold up what must be cleaned up. */
export class AccountPlayer {
  private child: ChildProcess | undefined;
  private readonly entry: string;
  private readonly patienceSeconds: number;
  private readonly temporary = mkdtempSync(join(tmpdir(), 'spillway-labs-'));

  constructor(
    private readonly slug: string,
    private readonly directory: string,
    { entry = process.argv[1] ?? '', patienceSeconds = 30 }: AccountPlayerOptions = {},
  ) {
    this.entry = entry;
    this.patienceSeconds = patienceSeconds;
  }

  rehearse(): Promise<Rehearsal> {
    return this.ask(undefined, () => {});
  }

  /** @param tell hears once a second how many seconds of the story have passed */
  play(deployment: NonNullable<Told['deployment']>, tell: (seconds: number) => void): Promise<Report> {
    return this.ask(deployment, tell);
  }

  stop(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    rmSync(this.temporary, { recursive: true, force: true });
  }

  /** @throws AccountFailure when the other process ends, or falls silent */
  private ask<Result>(deployment: Told['deployment'], tell: (seconds: number) => void): Promise<Result> {
    const child = this.child ?? forkCommand(this.entry, 'account', 'inherit');
    this.child = child;
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(silence);
        child.removeAllListeners();
        settle();
      };
      const lost = (what: string) => end(() => reject(new AccountFailure(what)));
      const { patienceSeconds } = this;
      const fallSilent = () =>
        lost(`Your code has not waited for ${patienceSeconds} s. Is there a loop that never does?`);
      const silence = setTimeout(fallSilent, patienceSeconds * 1_000);
      child.on('message', ({ at, result }: Answer<Result>) => {
        silence.refresh();
        if (at !== undefined) tell(at);
        if (result !== undefined) end(() => resolve(result));
      });
      child.once('exit', (code) => lost(`The process that played the lab ended with ${code}: see what it said above.`));
      const { slug, directory, temporary } = this;
      child.send({ slug, directory, temporary, deployment } satisfies Told);
    });
  }
}
