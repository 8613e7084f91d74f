import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { green, print, red, yellow } from '../../console/output';
import type { LabsFlags } from './actions';
import { calledAs } from './called-as';
import { Workplace } from './workplace';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What to do about it. */
  readonly fix: string;
  /** Labs work without it. */
  readonly optional?: boolean;
}

/** What is missing on this machine. 0 when the labs work. */
export async function runDoctor({ dir }: LabsFlags): Promise<number> {
  const { directory } = new Workplace(dir);
  const findings = [node(), ...packages(), folder(directory), await watching(directory), terminal(), awsCli()];
  for (const { what, ok, fix, optional } of findings) {
    print(`  ${ok ? green('✓') : optional ? yellow('-') : red('✗')} ${what}${ok ? '' : `\n      ${fix}`}`);
  }
  return findings.every(({ ok, optional }) => ok || optional) ? 0 : 1;
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return {
    what: `Node.js 20 or newer: ${process.version}`,
    ok: major >= 20,
    fix: 'Install it from https://nodejs.org.',
  };
}

function packages(): readonly Finding[] {
  const { resolve } = createRequire(__filename);
  return ['aws-cdk-lib', 'constructs'].map((name) => ({
    what: `the package ${name}`,
    ok: succeeds(() => resolve(name)),
    fix: `npm install ${name}, beside cdk-spillway.`,
  }));
}

function folder(directory: string): Finding {
  const ok = succeeds(() => {
    mkdirSync(directory, { recursive: true });
    rmSync(mkdtempSync(join(directory, 'doctor-')), { recursive: true });
  });
  return {
    what: `a folder that can be written: ${directory}`,
    ok,
    fix: 'Change to another folder, or name one with --dir.',
  };
}

/** On network drives and some virtual machines nobody hears of a saved file. */
async function watching(directory: string): Promise<Finding> {
  const finding = {
    what: 'saving a file is noticed',
    fix: "Press 'r' in the labs to run the checks again, or use a folder on a local disk.",
    optional: true,
  };
  try {
    const place = mkdtempSync(join(directory, 'doctor-'));
    try {
      return { ...finding, ok: await noticed(place) };
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  } catch {
    return { ...finding, ok: false };
  }
}

function noticed(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (ok: boolean): void => {
      clearTimeout(timer);
      watcher.close();
      resolve(ok);
    };
    const timer = setTimeout(() => done(false), 2_000);
    const watcher = watch(place, () => done(true));
    writeFileSync(join(place, 'saved'), '');
  });
}

function terminal(): Finding {
  return {
    what: 'a terminal, for keys',
    ok: process.stdin.isTTY === true && process.stdout.isTTY === true,
    fix: `Without one: '${calledAs()} show', 'verify', 'hint', each a command of its own.`,
    optional: true,
  };
}

function awsCli(): Finding {
  const { status, stdout, stderr } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  const version = `${stdout ?? ''}${stderr ?? ''}`.trim().split(' ')[0];
  return {
    what: status === 0 ? `the AWS CLI: ${version}` : 'the AWS CLI',
    ok: status === 0,
    fix: `Only for the lines of '${calledAs()} board': https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html`,
    optional: true,
  };
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
