import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../labs/contract';
import { lambdaEventSource } from '../../labs/lambda-event-source/lab';
import { partialBatch } from '../../labs/partial-batch/lab';
import { labFolder } from '../../labs/runner/folders';
import { runLab } from '../../labs/runner/run-lab';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'labs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a folder of the lab shows with one thing changed, and which checks it fails. */
async function play(lab: Lab, from: string, file: string, change: readonly [was: string, is: string]) {
  cpSync(labFolder(lab.slug, from), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(change[0]);
  writeFileSync(path, text.replace(...change));
  const { told, results } = await runLab(lab, folder);
  return { told: told.join('\n'), failed: results.filter(({ status }) => status === 'fail') };
}

const visibility = 'visibilityTimeout: Duration.seconds(60)';
const bookedOnce = 'Every payment is booked once';

test.each([
  ['time for the run alone', 'stack.ts', [visibility, 'visibilityTimeout: Duration.seconds(65)'], bookedOnce],
  ['more receives', 'stack.ts', ['maxReceiveCount: 3', 'maxReceiveCount: 10'], bookedOnce],
  ['less time for the run', 'stack.ts', ['timeout: Duration.seconds(60),\n      log', 'log'], bookedOnce],
  [
    'twelve hours',
    'stack.ts',
    [visibility, 'visibilityTimeout: Duration.hours(12)'],
    'What the bank hung up on is booked within 10 minutes',
  ],
  ['no window', 'stack.ts', ['maxBatchingWindow: Duration.seconds(30),', ''], 'Payments are still booked together'],
] as const)('an event source mapping does not get right by %s', async (_, file, change, check) => {
  const { failed } = await play(lambdaEventSource, 'start', file, change);
  expect(failed.map(({ name }) => name)).toContain(check);
});

test('a mapping that Lambda refuses is shown with the words of Lambda', async () => {
  const { failed } = await play(lambdaEventSource, 'start', 'stack.ts', [
    visibility,
    'visibilityTimeout: Duration.seconds(30)',
  ]);
  expect(failed).toHaveLength(1);
  expect(failed[0]?.observed).toContain(
    'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
  );
});

const lost = 'dead letters: none, and the queue is empty: order 4 is lost';

test.each([
  ['an error that is only caught', 'start', 'handler.js', ['await ship(body);', 'await ship(body).catch(() => {});']],
  ['an answer that the mapping does not read', 'solution', 'stack.ts', ['reportBatchItemFailures: true,', '']],
  ['a deletion of the whole batch', 'solution-delete', 'handler.js', ['deleteBatch(done)', 'deleteBatch(Records)']],
] as const)('%s loses the order that failed, and the checks say so', async (_, from, file, change) => {
  const { failed } = await play(partialBatch, from, file, change);
  expect(failed.map(({ observed }) => observed)).toEqual(['once', lost]);
});

test('an answer that names no ids of the batch repeats all of it, and what Lambda thinks of it is shown', async () => {
  const { told, failed } = await play(partialBatch, 'solution', 'handler.js', ['push(messageId)', 'push(body)']);
  expect(told).toContain(`'batchItemFailures[0].itemIdentifier' is "order 4", no message of this batch.`);
  expect(failed[0]?.observed).toContain('3 times: order 1, order 2, order 3, order 5');
});

test('a mapping that reads the answer of a handler that throws changes nothing', async () => {
  const change = ['batchSize: 10,', 'batchSize: 10, reportBatchItemFailures: true,'] as const;
  const { failed } = await play(partialBatch, 'start', 'stack.ts', change);
  expect(failed.map(({ name }) => name)).toEqual(partialBatch.startFails);
});

test('batches of one are no way out', async () => {
  const { failed } = await play(partialBatch, 'start', 'stack.ts', ['batchSize: 10', 'batchSize: 1']);
  expect(failed.map(({ name, observed }) => [name, observed])).toEqual([
    ['Orders are still worked on in batches', '12 runs'],
  ]);
});
