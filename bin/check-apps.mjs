// Installs the packed package into fresh CDK apps with npm, once with the oldest versions of its peers and once with
// the newest, synthesizes from TypeScript and JavaScript, CommonJS and ESM, and has the rules judge an app. Run it after
// `npm run build`.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rulesJudgeTheSame } from './check-apps/rules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const PEERS = ['aws-cdk-lib', 'constructs'];
const lowest = (name) => manifest.peerDependencies[name].replace('^', '');

/** Both module systems run with both versions. Types are checked of all. */
const AGES = {
  oldest: { version: lowest, runs: ['javascript.cjs', 'typescript.mjs'] },
  newest: { version: (name) => manifest.devDependencies[name], runs: ['typescript.cjs', 'javascript.mjs'] },
};

const APP = `
const app = new App({ outdir: process.argv[2], analyticsReporting: false });
const stack = new Stack(app, 'Shop');
const bucket = new Bucket(stack, 'Uploads');
const queue = new WorkQueue(stack, 'Orders').addSource(new BucketSource(bucket));
new LambdaConsumer(stack, 'Consumer', { queue, entry: 'handler.ts' });
app.synth();
`;
const IMPORTS = {
  "'aws-cdk-lib'": 'App, Stack',
  "'aws-cdk-lib/aws-s3'": 'Bucket',
  "'cdk-spillway'": 'BucketSource, LambdaConsumer, WorkQueue',
};
const lines = (line) => Object.entries(IMPORTS).map(line).join('\n');
const IMPORTING = lines(([from, names]) => `import { ${names} } from ${from};`) + APP;
const REQUIRING = lines(([from, names]) => `const { ${names} } = require(${from});`) + APP;

/** The TypeScript ones are compiled first. */
const APPS = {
  'javascript.cjs': REQUIRING,
  'javascript.mjs': IMPORTING,
  'typescript.cts': IMPORTING,
  'typescript.mts': IMPORTING,
};

const folder = mkdtempSync(join(tmpdir(), 'spillway-apps-'));
try {
  const packed = npm(['pack', '--silent', '--pack-destination', folder], root).trim().split('\n').at(-1);
  for (const [age, { version, runs }] of Object.entries(AGES)) {
    const versions = Object.fromEntries(PEERS.map((name) => [name, version(name)]));
    const begin = Date.now();
    const project = install(age, versions, join(folder, packed));
    onlyThePeersAreLoaded(project);
    writeApps(project);
    withoutEsbuildThereIsNoDockerBuild(project);
    bringEsbuild(project);
    typesAreFound(project);
    await allSynthesizeTheSame(project, runs);
    rulesJudgeTheSame(project);
    const seconds = ((Date.now() - begin) / 1000).toFixed(1);
    process.stdout.write(
      `With aws-cdk-lib ${versions['aws-cdk-lib']} CommonJS and ESM apps type-check and synthesize, and QueueRules and spillway check judge them (${seconds} s).\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function npm(args, cwd) {
  const cli = process.env.npm_execpath;
  const [program, before] = cli === undefined ? ['npm', []] : [process.execPath, [cli]];
  return execFileSync(program, [...before, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function install(age, versions, packed) {
  const project = join(folder, age);
  mkdirSync(project);
  const dependencies = { ...versions, [manifest.name]: `file:${packed}` };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: age, private: true, dependencies }));
  npm(['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], project);
  for (const [name, version] of Object.entries(versions)) {
    const installed = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8'));
    assert.equal(installed.version, version);
  }
  return project;
}

/** What the constructs' door asks for when everything in it is used, and what npm brought for the package. */
function onlyThePeersAreLoaded(project) {
  const door = join(project, 'node_modules', manifest.name, 'dist', 'lib');
  const code = ['index.js', 'constructs.js'].map((file) => readFileSync(join(door, file), 'utf8')).join('\n');
  const names = [...code.matchAll(/\brequire\(["']([^"'.][^"']*)["']\)/g)].map(([, name]) => name);
  assert.ok(names.includes('aws-cdk-lib'), 'no require of aws-cdk-lib was found');
  const others = names
    .map((name) => name.replace(/^node:/, ''))
    .filter((name) => !builtinModules.includes(name) && !PEERS.includes(name.split('/')[0]));
  assert.deepEqual(others, [], 'the constructs load more than their two peers');
  for (const name of ['@aws-sdk/client-sqs', '@aws-lambda-powertools/logger', 'esbuild', 'zod']) {
    assert.ok(!existsSync(join(project, 'node_modules', name)), `installing the constructs installs ${name}`);
  }
}

function writeApps(project) {
  writeFileSync(join(project, 'handler.ts'), 'export const handler = async (): Promise<void> => {};\n');
  for (const [name, code] of Object.entries(APPS)) writeFileSync(join(project, name), code);
}

function withoutEsbuildThereIsNoDockerBuild(project) {
  const called = join(project, 'docker-was-called');
  const bin = join(project, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\ntouch '${called}'\nexit 1\n`);
  chmodSync(join(bin, 'docker'), 0o755);
  const { status, stderr } = spawnSync(process.execPath, ['javascript.cjs', 'cdk.out'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, PATH: [bin, pathOfAFreshShell()].join(delimiter) },
  });
  assert.notEqual(status, 0, 'an entry was bundled without esbuild');
  assert.match(stderr, /'entry' must be bundled by an installed esbuild/);
  assert.ok(!existsSync(called), 'Docker was called');
}

/** Without what `npm run` puts before it, where this repository's esbuild is. */
function pathOfAFreshShell() {
  const inRoot = (part) => resolve(part).startsWith(resolve(root, 'node_modules'));
  return process.env.PATH.split(delimiter)
    .filter((part) => !inRoot(part))
    .join(delimiter);
}

/** The tools of this repository: what is tried is the package, not another compiler. */
function bringEsbuild(project) {
  for (const name of ['esbuild', '@types/node', '.bin/esbuild']) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
}

function typesAreFound(project) {
  const compilerOptions = { strict: true, target: 'es2022', module: 'node20', types: ['node'], skipLibCheck: true };
  const wrong = `import type { WorkQueueProps } from 'cdk-spillway';
// @ts-expect-error shows that the declarations are found and not taken for any
export const props: WorkQueueProps = { maxReceiveCount: 'five' };
`;
  writeFileSync(join(project, 'wrong.mts'), wrong);
  const files = ['typescript.cts', 'typescript.mts', 'wrong.mts'];
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
}

async function allSynthesizeTheSame(project, files) {
  const run = promisify(execFile);
  const templates = await Promise.all(
    files.map(async (file) => {
      const { stderr } = await run(process.execPath, [file, `${file}.out`], { cwd: project });
      assert.doesNotMatch(stderr, /WARNING|ERROR|\[Warning|\[Error/, `${file}: ${stderr}`);
      return JSON.parse(readFileSync(join(project, `${file}.out`, 'Shop.template.json'), 'utf8'));
    }),
  );
  const [template] = templates;
  const types = Object.values(template.Resources).map(({ Type }) => Type);
  for (const type of ['AWS::SQS::QueuePolicy', 'AWS::S3::Bucket', 'AWS::Lambda::EventSourceMapping']) {
    assert.ok(types.includes(type), `there is no ${type}`);
  }
  assert.equal(types.filter((type) => type === 'AWS::SQS::Queue').length, 2);
  for (const [index, other] of templates.entries()) {
    assert.deepEqual(other, template, `${files[index]} synthesizes something else than ${files[0]}`);
  }
}
