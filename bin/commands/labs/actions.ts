import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LABS } from '../../../labs/catalogue';
import { answerOf, type Lab } from '../../../labs/contract';
import { labFolder } from '../../../labs/runner/folders';
import { heading, print } from '../../console/output';
import { UsageError } from '../../usage-error';
import { calledAs } from './called-as';
import { findLab, nextLab } from './find-lab';
import type { VerifyInAccountFlags } from './in-account/verify-in-account';
import { Player } from './player';
import { Progress } from './progress';
import { showAnswer, showCommandLines, showLab, showList, showQuestion, showReport } from './show';
import { Workplace } from './workplace';
import { wrap } from './wrap';

export interface LabsFlags {
  readonly dir?: string;
}

export interface VerifyFlags extends LabsFlags, VerifyInAccountFlags {
  readonly target?: 'local' | 'aws';
}

/** With SDK clients that nobody else here needs. */
const accountTarget = (): typeof import('./in-account/verify-in-account') => require('./in-account/verify-in-account');

const open = ({ dir }: LabsFlags) => {
  const workplace = new Workplace(dir);
  return { workplace, progress: new Progress(workplace.progressFile) };
};

export function runList(flags: LabsFlags): number {
  const { progress } = open(flags);
  showList(LABS, (slug) => progress.of(slug));
  print(
    `\nNext: ${nextLab(progress).slug}. '${calledAs()}' on a terminal begins it; without one, '${calledAs()} show'.`,
  );
  return 0;
}

/** Story, task and question; makes the copy. */
export function runShow(name: string | undefined, flags: LabsFlags): number {
  const { workplace, progress } = open(flags);
  const lab = name === undefined ? nextLab(progress) : findLab(name);
  showLab(lab, workplace.open(lab));
  showCommandLines(lab);
  showQuestion(lab.question);
  print(`\nAnswer with '${calledAs()} answer ${lab.slug} a'. Then edit, and '${calledAs()} verify ${lab.slug}'.`);
  return 0;
}

export function runAnswer(name: string, letter: string, flags: LabsFlags): number {
  const { progress } = open(flags);
  const { slug, question } = findLab(name);
  const given = answerOf(question, letter);
  if (given === undefined)
    throw new UsageError(
      `The answer must be one of the letters a to ${'abcdefgh'[question.answers.length - 1]}, got '${letter}'.`,
    );
  progress.update(slug, { prediction: given === question.right ? 'right' : 'wrong' });
  showAnswer(question, given);
  return 0;
}

/** Runs the checks once. 0 when they pass, 1 when not. */
export async function runVerify(name: string | undefined, flags: VerifyFlags): Promise<number> {
  const { workplace, progress } = open(flags);
  const lab = name === undefined ? nextLab(progress) : findLab(name);
  const { target = 'local', dir: _dir, ...inAccount } = flags;
  const given = Object.entries(inAccount).find(([, value]) => value !== undefined && value !== false);
  if (target === 'local' && given !== undefined) {
    throw new UsageError(
      `'--${given[0]}' must come with '--target aws': on the local cloud nothing is deployed that would stay.`,
    );
  }
  if (target === 'aws') return accountTarget().verifyInAccount(lab, { workplace, progress }, inAccount);
  const player = new Player();
  try {
    const report = await player.play(lab.slug, workplace.open(lab));
    note(progress, lab, report.passed);
    showReport(lab, report);
    return report.passed ? 0 : 1;
  } finally {
    player.stop();
  }
}

export function note(progress: Progress, { slug }: Lab, passed: boolean): void {
  const { runs, passedAt } = progress.of(slug);
  const first = passed && passedAt === undefined ? { passedAt: new Date().toISOString() } : {};
  progress.update(slug, { runs: runs + 1, ...first });
}

export function runHint(name: string, flags: LabsFlags): number {
  const { progress } = open(flags);
  const lab = findLab(name);
  showNextHint(lab, progress);
  return 0;
}

/** One more each time; all of them when all were shown. */
export function showNextHint({ slug, hints }: Lab, progress: Progress): void {
  const shown = Math.min(progress.of(slug).hints + 1, hints.length);
  progress.update(slug, { hints: shown });
  for (const [index, hint] of hints.slice(0, shown).entries()) print(wrap(`${index + 1} of ${hints.length}: ${hint}`));
}

export function runReset(name: string, flags: LabsFlags): number {
  const { workplace, progress } = open(flags);
  const lab = findLab(name);
  workplace.reset(lab);
  progress.forget(lab.slug);
  print(`${lab.slug} is as it was at the start.`);
  return 0;
}

/** The files of the first solution that differ from the start. */
export function runSolution(name: string, flags: LabsFlags): number {
  const { progress } = open(flags);
  const lab = findLab(name);
  if (progress.of(lab.slug).passedAt === undefined)
    throw new UsageError(
      `The solution of '${lab.slug}' is shown after its checks have passed. Try '${calledAs()} hint ${lab.slug}': the third hint says what to write.`,
    );
  showSolution(lab);
  return 0;
}

export function showSolution({ slug, solutions }: Lab): void {
  const start = labFolder(slug, 'start');
  for (const name of solutions) {
    const solution = labFolder(slug, name);
    for (const file of readdirSync(solution)) {
      const text = readFileSync(join(solution, file), 'utf8');
      if (text === readFileSync(join(start, file), 'utf8')) continue;
      heading(`${name}: ${file}`);
      print(text);
    }
  }
}

/** For who writes labs: every start fails as intended, every solution passes. */
export async function runDevCheck(): Promise<number> {
  const { devCheck } = require('../../../labs/runner/dev-check') as typeof import('../../../labs/runner/dev-check');
  let problems = 0;
  for (const lab of LABS) {
    const found = await devCheck(lab);
    print(`  ${found.length === 0 ? '✓' : '✗'} ${lab.slug}`);
    for (const problem of found) print(`      ${problem}`);
    problems += found.length;
  }
  return problems === 0 ? 0 : 1;
}
