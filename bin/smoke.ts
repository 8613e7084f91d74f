// `npm run smoke`: deploys the reference app into the account of your credentials, checks it, destroys it, and lists what
// is left. It costs a few cents.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { check, emptyBuckets, leftovers, type Target } from './smoke/check';

const STACK = `spillway-smoke-${Date.now().toString(36)}`;
const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'spillway-smoke-'));

function cdk(...args: readonly string[]): boolean {
  const command = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const env = { ...process.env, SPILLWAY_SMOKE_STACK: STACK };
  return (
    spawnSync(process.execPath, [command, ...args, '--app', 'npx tsx bin/smoke/app.ts'], {
      cwd: root,
      stdio: 'inherit',
      env,
    }).status === 0
  );
}

async function main(): Promise<boolean> {
  const outputsFile = join(folder, 'outputs.json');
  if (!cdk('deploy', 'Catalogue', '--require-approval', 'never', '--outputs-file', outputsFile)) {
    process.stderr.write(`The deployment failed. Delete what there is of the stack ${STACK}.\n`);
    return false;
  }
  const outputs: Record<string, string> = JSON.parse(readFileSync(outputsFile, 'utf8'))[STACK];
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  // The clients take region and credentials from where the CDK took them.
  const region = (outputs['QueueUrl'] ?? '').match(/sqs\.([a-z0-9-]+)\./)?.[1];
  const wait = (milliseconds: number) => setTimeout(milliseconds);
  const target: Target = { outputs, s3: new S3Client({ region }), sqs: new SQSClient({ region }), wait, say };
  let passed = false;
  try {
    passed = await check(target);
  } finally {
    await emptyBuckets(target);
    passed = cdk('destroy', 'Catalogue', '--force') && passed;
  }
  const left = await leftovers(target);
  say(left.length === 0 ? 'ok     nothing is left' : `FAILED left in the account: ${left.join(', ')}`);
  return passed && left.length === 0;
}

main()
  .then((passed) => {
    process.exitCode = passed ? 0 : 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
