import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LABS } from '../../labs/catalogue';
import type { Lab } from '../../labs/contract';
import { devCheck } from '../../labs/runner/dev-check';
import { labFolder } from '../../labs/runner/folders';
import { PLAYABLE, runLab } from '../../labs/runner/run-lab';

const [lab] = LABS;
if (lab === undefined) throw new Error('There are no labs.');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'labs-'));
  cpSync(labFolder(lab.slug, 'start'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const play = async (file: string, text: string) => {
  writeFileSync(join(folder, file), text);
  const { passed, results } = await runLab(lab, folder);
  return { passed, first: results[0], others: results.slice(1).map(({ status }) => status) };
};

test.each([
  ['no TypeScript', 'consumer.ts', 'export async function consume( {', /consumer\.ts is no TypeScript yet/],
  ['no export of the name', 'consumer.ts', 'export const other = 1;', /'consumer\.ts' must export 'consume'/],
  [
    'a package that is not there',
    'consumer.ts',
    "import x from 'left-pad'; export const consume = x;",
    /'left-pad' is not/,
  ],
  ['a stack that is none', 'stack.ts', 'export class LabStack {}', /must be a class that extends Stack/],
  [
    'a failing deployment',
    'stack.ts',
    stackWith("queueName: 'orders', visibilityTimeout: Duration.days(1)"),
    /between 0 and 43,200 seconds/,
  ],
  ['another queue name', 'stack.ts', stackWith("queueName: 'order'"), /must have a queue named 'orders'/],
])(
  'code with %s fails the first check with the reason, and the others are not judged',
  async (_, file, text, reason) => {
    const { passed, first, others } = await play(file, text);
    expect(passed).toBe(false);
    expect(first).toMatchObject({ name: PLAYABLE, status: 'fail', observed: expect.stringMatching(reason) });
    expect(new Set(others)).toEqual(new Set(['not yet']));
  },
);

test('a defect of the learner is shown with its file and line', async () => {
  const { first } = await play('stack.ts', "export const a = 1;\nthrow new Error('oh no');\n");
  expect(first?.observed).toMatch(/^Error: oh no\n.*stack\.ts:2/);
});

test('deleting before the work loses the order whose printer jams', async () => {
  const { passed } = await play(
    'consumer.ts',
    `import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
export async function consume(sqs, queueUrl, ship) {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 20 }));
  for (const { Body, ReceiptHandle } of Messages) {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    await ship(Body);
  }
}`,
  );
  expect(passed).toBe(false);
});

test('the self-test of the labs finds a solution that does not pass and a start that does', async () => {
  const broken: Lab = { ...lab, solutions: ['start'], startFails: ['The queue is empty in the end'] };
  const problems = (await devCheck(broken)).join('\n');
  expect(problems).toContain('its start must fail [The queue is empty in the end], and fails [Every order');
  expect(problems).toContain('its start must pass, and fails [');
  expect(problems).toContain("nobody uses its folder 'solution'");
});

function stackWith(props: string): string {
  return `import { Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
export class LabStack extends Stack {
  constructor(scope, id) {
    super(scope, id);
    new Queue(this, 'Orders', { ${props} });
  }
}`;
}
