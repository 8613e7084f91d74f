import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  runAnswer,
  runHint,
  runList,
  runReset,
  runShow,
  runSolution,
  runVerify,
} from '../../../../bin/commands/labs/actions';
import { runDoctor } from '../../../../bin/commands/labs/doctor';
import { AccountRuns } from '../../../../bin/commands/labs/in-account/account-runs';
import { Progress } from '../../../../bin/commands/labs/progress';
import { UsageError } from '../../../../bin/usage-error';
import { newRun } from '../../../../labs/target/lab-run';

let dir: string;
let screen: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'labs-'));
  screen = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    screen += text;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

const progress = () => JSON.parse(readFileSync(join(dir, 'progress.json'), 'utf8'));

test('show makes the copy and says what to do, in CDK code and by the AWS CLI', () => {
  expect(runShow(undefined, { dir })).toBe(0);
  expect(screen).toContain('receive-and-delete/consumer.ts');
  expect(screen).toContain('aws sqs send-message');
  expect(readFileSync(join(dir, 'receive-and-delete', 'consumer.ts'), 'utf8')).toContain('TODO(lab)');
});

test('a copy that somebody changed stays until reset, which forgets the progress too', () => {
  runShow('1', { dir });
  const copy = join(dir, 'receive-and-delete', 'consumer.ts');
  writeFileSync(copy, 'mine');
  runHint('1', { dir });
  runShow('1', { dir });
  expect(readFileSync(copy, 'utf8')).toBe('mine');
  runReset('1', { dir });
  expect(readFileSync(copy, 'utf8')).toContain('TODO(lab)');
  expect(progress().labs).toEqual({});
});

test('an answer is judged and explained, and a letter that is none refused', () => {
  runAnswer('1', 'a', { dir });
  expect(screen).toContain('Not quite. c)');
  runAnswer('receive-and-delete', 'C', { dir });
  expect(screen).toContain('Right. c)');
  expect(progress().labs['receive-and-delete']).toMatchObject({ prediction: 'right' });
  expect(() => runAnswer('1', 'z', { dir })).toThrow(UsageError);
});

test('hints come one at a time, and no more than three', () => {
  for (const shown of [1, 2, 3, 3]) {
    screen = '';
    runHint('delay', { dir });
    expect(screen.match(/ of 3: /g)).toHaveLength(shown);
  }
});

test('the solutions are shown after a pass only: all of them, and only the files that differ', () => {
  expect(() => runSolution('1', { dir })).toThrow(/after its checks have passed/);
  new Progress(join(dir, 'progress.json')).update('receive-and-delete', { passedAt: '2026-01-01T00:00:00.000Z' });
  runSolution('1', { dir });
  expect(screen.match(/^solution.*: .*$/gm)).toEqual(['solution: consumer.ts', 'solution-batch: consumer.ts']);
});

test('progress of labs that this version does not know stays, and a file that is none is not overwritten', () => {
  const file = join(dir, 'progress.json');
  writeFileSync(file, JSON.stringify({ version: 1, labs: { 'of-tomorrow': { hints: 2, runs: 1 } } }));
  runHint('delay', { dir });
  expect(progress().labs).toMatchObject({ 'of-tomorrow': { hints: 2 }, delay: { hints: 1 } });
  writeFileSync(file, 'not json');
  expect(() => runList({ dir })).toThrow(/must be a progress file/);
  expect(readFileSync(file, 'utf8')).toBe('not json');
});

test('copies are never made where npm deletes them', () => {
  const within = join(dir, 'node_modules', 'labs');
  expect(() => runShow('1', { dir: within })).toThrow(/must not be within node_modules/);
  expect(existsSync(join(dir, 'node_modules'))).toBe(false);
});

test('doctor finds nothing missing where the tests run, and a folder that cannot be written', async () => {
  expect(await runDoctor({ dir })).toBe(0);
  expect(screen).toContain('✓ the package aws-cdk-lib');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'file'), '');
  expect(await runDoctor({ dir: join(dir, 'file', 'x') })).toBe(1);
});

test('a lab in an account needs a yes where nobody can be asked, and its options mean nothing without it', async () => {
  await expect(runVerify('delay', { dir, target: 'aws' })).rejects.toThrow(/^'--yes' must be given here/);
  const useless = runVerify('delay', { dir, target: 'local', down: true });
  await expect(useless).rejects.toThrow(/^'--down' must come with '--target aws'/);
  expect(existsSync(join(dir, 'account-runs.json'))).toBe(false);
});

test('a record of runs that cannot be read is not overwritten, because it says what there is to remove', () => {
  const file = join(dir, 'account-runs.json');
  const run = newRun('delay', { account: '111122223333', region: 'eu-west-1' });
  new AccountRuns(file).add(run);
  expect(new AccountRuns(file).all()).toEqual([run]);
  writeFileSync(file, '{"version":1,"runs":[{"id":"1"}]}');
  expect(() => new AccountRuns(file).add(run)).toThrow(/labs down --all/);
  expect(readFileSync(file, 'utf8')).toBe('{"version":1,"runs":[{"id":"1"}]}');
});
