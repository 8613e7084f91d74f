import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../labs/runner/run-lab';
import { forkCommand } from './fork-command';

export interface PlayerOptions {
  /** The command's file. @default - the one that runs */
  readonly entry?: string;
  /** Of real time: a lab takes a second or two, and loading CDK some more; a busy machine multiplies both. @default 60 */
  readonly patienceSeconds?: number;
}

/**
 * Plays labs in a process of its own, so that a learner's endless loop ends nothing but that. The process stays: the
 * first lab waits for CDK to load, those after it do not.
 */
export class Player {
  private child: ChildProcess | undefined;
  private readonly directory = mkdtempSync(join(tmpdir(), 'spillway-labs-'));
  private readonly entry: string;
  private readonly patienceSeconds: number;

  constructor({ entry = process.argv[1] ?? '', patienceSeconds = 60 }: PlayerOptions = {}) {
    this.entry = entry;
    this.patienceSeconds = patienceSeconds;
  }

  /** Before it is needed. */
  warmUp(): void {
    this.child ??= forkCommand(this.entry, 'player', 'inherit');
  }

  play(slug: string, directory: string): Promise<Report> {
    this.warmUp();
    const { child } = this;
    return new Promise((resolve) => {
      const done = (report: Report): void => {
        clearTimeout(timer);
        child?.removeAllListeners();
        resolve(report);
      };
      const lost = (observed: string): void => {
        this.kill();
        done(broken(observed));
      };
      const timer = setTimeout(
        () => lost(`it does not come to an end within ${this.patienceSeconds} s. Is there a loop that never waits?`),
        this.patienceSeconds * 1_000,
      );
      child?.once('message', (report: Report) => done(report));
      child?.once('exit', (code) => lost(`the process that ran it ended with ${code}: see what it said above`));
      child?.send({ slug, directory, temporary: this.directory });
    });
  }

  stop(): void {
    this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private kill(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}

function broken(observed: string): Report {
  const result = {
    name: 'The code runs to its end',
    status: 'fail',
    observed,
    expected: 'an end, within seconds: time is virtual',
    why: 'Twelve hours of the story take no time, but code that never waits lets no time pass.',
    page: {
      title: 'Node.js: The event loop',
      url: 'https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick',
    },
  } as const;
  return { passed: false, told: [], results: [result] };
}
