// Uses the packed package as somebody who installed it: through its doors, with the peers that it declares and nothing
// else. Run it after `npm run build`.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const project = mkdtempSync(join(tmpdir(), 'spillway-check-'));
try {
  install();
  checkDoors();
  checkTypes();
  checkCommand();
  await checkTesting();
  await checkBundle();
  await checkLocalCloud();
  process.stdout.write('The packed package works through each of its doors.\n');
} finally {
  rmSync(project, { recursive: true, force: true });
}

function install() {
  const npm = process.env.npm_execpath;
  const [program, before] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const packed = execFileSync(program, [...before, 'pack', '--silent', '--pack-destination', project], { cwd: root });
  const folder = join(project, 'node_modules', manifest.name);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', join(project, packed.toString().trim()), '--strip-components=1', '-C', folder]);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, '@types/node': '' })) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
}

function checkDoors() {
  const load = createRequire(join(project, 'index.js'));
  const exported = (door) => Object.keys(load(door));
  for (const name of ['WorkQueue', 'BucketSource', 'LambdaConsumer', 'GuardError']) {
    assert.ok(exported(manifest.name).includes(name), `${manifest.name} does not export ${name}`);
  }
  for (const name of ['consume', 'createProducer', 'sns', 'bucketEvents', 'retry', 'ack', 'deadLetter', 'release']) {
    assert.ok(exported(`${manifest.name}/consumer`).includes(name), `the consumer door does not export ${name}`);
  }
  for (const name of ['handleBodies', 'InMemoryPort', 'deliver', 'snsBody']) {
    assert.ok(exported(`${manifest.name}/consumer/testing`).includes(name), `the testing door does not export ${name}`);
  }
  for (const name of ['findDeadLetterQueue', 'lookAtDeadLetters', 'redriveMessages', 'startMoveTask', 'parseWhere']) {
    assert.ok(exported(`${manifest.name}/consumer/dlq`).includes(name), `the dlq door does not export ${name}`);
  }
  assert.ok(exported(`${manifest.name}/consumer/ec2`).includes('ec2Instance'), 'the ec2 door lacks ec2Instance');
  assert.deepEqual(exported(`${manifest.name}/consumer/idempotency`), ['idempotent']);
  for (const name of ['encryptWith', 'encrypted', 'UndecryptableError']) {
    assert.ok(exported(`${manifest.name}/consumer/encryption`).includes(name), `the encryption door lacks ${name}`);
  }
  assert.deepEqual(exported(`${manifest.name}/local`), ['LocalCloud']);
  assert.throws(() => load(`${manifest.name}/dist/lib/index.js`), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
}

function checkTypes() {
  writeFileSync(
    join(project, 'use.ts'),
    `import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketSource, LambdaConsumer, WorkQueue } from 'cdk-spillway';
import { consume, createProducer, type Instance } from 'cdk-spillway/consumer';
import { ec2Instance } from 'cdk-spillway/consumer/ec2';
import { idempotent } from 'cdk-spillway/consumer/idempotency';
import { encrypted, encryptWith } from 'cdk-spillway/consumer/encryption';
import { handleBodies, InMemoryPort } from 'cdk-spillway/consumer/testing';
import { LocalCloud } from 'cdk-spillway/local';

const stack = new Stack(new App(), 'Stack');
const queue = new WorkQueue(stack, 'Queue');
queue.addSource(new BucketSource(new Bucket(stack, 'Bucket')));
new LambdaConsumer(stack, 'Consumer', { queue, entry: 'handler.ts' });
export const handler = consume({ process: async () => {} });
export const once = consume({ idempotency: idempotent<string>({ persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'done' }), key: (id) => id }), process: async () => {} });
const keyIds = ['arn:aws:kms:us-east-1:111122223333:key/1'];
export const opened = consume({ envelope: encrypted({ keyIds }), process: async () => {} });
export const encryption = encryptWith({ keyIds, context: { purpose: 'orders' } });
export const handled = handleBodies({ process: async () => {} }, ['a']);
export const producer = createProducer<string>({ queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q', port: new InMemoryPort() });
export const instance: Instance = ec2Instance();
export const cloud: Promise<LocalCloud> = LocalCloud.start({ clock: 'virtual' });
// @ts-expect-error shows that the declarations are found and not taken for any
export const wrong: Promise<LocalCloud> = LocalCloud.start({ clock: 'sundial' });
`,
  );
  const compilerOptions = { strict: true, noEmit: true, target: 'es2022', module: 'node20', types: ['node'] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
}

function checkCommand() {
  const run = (...args) => {
    const file = join(project, 'node_modules', manifest.name, manifest.bin.spillway);
    return spawnSync(process.execPath, [file, ...args], { cwd: project, encoding: 'utf8' });
  };
  assert.equal(run('--version').stdout.trim(), manifest.version);
  const start = run('start');
  assert.equal(start.status, 2);
  assert.match(start.stderr, /^'spillway start' must be run in a checkout of Spillway.*\n$/);
  const nothing = run('local', 'no-such-folder', '--port', '0');
  assert.equal(nothing.status, 2, nothing.stderr);
  // With its own compiler, and with CDK and the SDK found from a folder that has no node_modules.
  const labs = run('labs', 'verify', 'receive-and-delete');
  assert.equal(labs.status, 1, labs.stdout + labs.stderr);
  assert.match(labs.stdout, /The queue is empty in the end\n +observed {2}3 visible/);
  // What plays in an account is loaded when it is asked for.
  const account = run('labs', 'verify', 'receive-and-delete', '--target', 'aws');
  assert.equal(account.status, 2, account.stderr);
  assert.match(account.stderr, /^'--yes' must be given here/);
}

/** The two doors know each other's errors: what the port refuses is the sender's fault to the producer. */
async function checkTesting() {
  const load = createRequire(join(project, 'index.js'));
  const { createProducer, QueueRequestError } = load(`${manifest.name}/consumer`);
  const { handleBodies, InMemoryPort } = load(`${manifest.name}/consumer/testing`);
  const { messages } = await handleBodies({ process: () => {} }, [{ n: 1 }, 'not json']);
  assert.deepEqual(
    messages.map(({ outcome }) => outcome),
    ['ack', 'deadLetter'],
  );
  const queueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/work';
  const port = new InMemoryPort();
  assert.equal((await createProducer({ queueUrl, port }).send(1)).ok, true);
  await assert.rejects(port.sendBatch(queueUrl, []), QueueRequestError);
}

/** A function is loaded at each cold start: what it carries beside the SDK, which its runtime has, must stay small. */
async function checkBundle() {
  symlinkSync(join(root, 'node_modules', 'valibot'), join(project, 'node_modules', 'valibot'), 'junction');
  writeFileSync(
    join(project, 'handler.ts'),
    `import { consume } from 'cdk-spillway/consumer';
import { object, string } from 'valibot';

export const handler = consume({ schema: object({ id: string() }), process: ({ id }) => console.log(id) });
`,
  );
  const outfile = join(project, 'handler.js');
  const shared = { bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs' };
  const entryPoints = [join(project, 'handler.ts')];
  await build({ ...shared, entryPoints, outfile, external: ['@aws-sdk/*'], logLevel: 'warning' });
  const bytes = statSync(outfile).size;
  assert.ok(bytes < 60_000, `a typed handler is ${bytes} bytes, and must be under 60,000`);
  const { handler } = createRequire(outfile)(outfile);
  await assert.rejects(handler({ Records: {} }, { getRemainingTimeInMillis: () => 1_000 }), {
    code: 'NotAnSqsEvent',
  });
  process.stdout.write(`A typed handler with valibot is ${bytes} bytes, minified and without the SDK.\n`);
}

/** With the client of the project, which is not the code that the cloud brings with it. */
async function checkLocalCloud() {
  const load = createRequire(join(project, 'index.js'));
  const { LocalCloud } = load(`${manifest.name}/local`);
  const { SQSClient, CreateQueueCommand, ListQueuesCommand } = load('@aws-sdk/client-sqs');
  const cloud = await LocalCloud.start({ port: 0 });
  try {
    const { QueueUrl } = await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'doors' }));
    const credentials = { accessKeyId: cloud.account, secretAccessKey: 'local' };
    const overHttp = new SQSClient({ endpoint: cloud.url, region: cloud.region, credentials });
    assert.deepEqual((await overHttp.send(new ListQueuesCommand({}))).QueueUrls, [QueueUrl]);
    overHttp.destroy();
  } finally {
    await cloud.stop();
  }
}
