import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { GuardError, type WorkerFleetProps } from '../../../../lib';
import { bundleWorker } from '../../../../lib/consumers/worker-fleet/worker-bundle';
import { entry, fleet } from './fleet';

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'spillway-'));
  folders.push(path);
  return path;
};
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true });
});

const newStack = () => new Stack(new App({ outdir: folder(), analyticsReporting: false }), 'Stack');

/** The folder of the worker's asset. */
function assetOf(props: Partial<WorkerFleetProps> = {}): string {
  const stack = newStack();
  fleet(stack, props);
  const { directory } = (stack.node.root as App).synth();
  return join(directory, readdirSync(directory).find((name) => name.startsWith('asset.')) ?? '');
}

test('the worker is one file with all that it imports, the AWS SDK too, and a source map', () => {
  const asset = assetOf();
  expect(readdirSync(asset)).toEqual(['worker.js']);
  const code = readFileSync(join(asset, 'worker.js'), 'utf8');
  const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name);
  // The SDK's advice in an error message, not an import.
  const advice = '@aws-sdk/signature-v4-crt';
  expect(required.filter((name) => !isBuiltin(name) && name !== advice)).toEqual([]);
  expect(code.includes('CompleteLifecycleAction')).toBe(true);
  expect(code.includes('//# sourceMappingURL=data:application/json;base64,')).toBe(true);
});

test('the same code is the same asset, wherever it is synthesized', () => {
  const [one = '', two = ''] = [assetOf(), assetOf()].map((asset) => asset.split('asset.')[1]);
  expect(one).toBe(two);
});

/** What a bundle is known by as a fleet's worker. */
const WORKER = `'autoscaling/target-lifecycle-state', 'worker draining'`;

test('bundling can be changed', () => {
  const own = folder();
  const file = join(own, 'worker.ts');
  writeFileSync(join(own, 'greeting.txt'), 'good morning');
  writeFileSync(
    file,
    `import greeting from './greeting.txt';
    declare const STAGE: string;
    import { native } from 'of-the-image';
    console.log(greeting, STAGE, native, ${WORKER});`,
  );
  const asset = assetOf({
    entry: file,
    bundling: {
      minify: true,
      define: { STAGE: '"blue"' },
      loader: { '.txt': 'text' },
      externalModules: ['of-the-image'],
    },
  });
  const [code = ''] = readFileSync(join(asset, 'worker.js'), 'utf8').split('//# sourceMappingURL');
  for (const part of ['good morning', '"blue"', 'require("of-the-image")']) expect(code).toContain(part);
  expect(code.trim().split('\n').length).toBeLessThan(5);
});

test('a worker that does not watch its instance is refused: it would never come into service', () => {
  const file = join(folder(), 'worker.ts');
  writeFileSync(file, `console.log('no worker of ours')`);
  expect(() => fleet(newStack(), { entry: file })).toThrow(GuardError);
  expect(() => fleet(newStack(), { entry: file })).toThrow(
    "[Spillway:FleetWorkerInstance] 'entry' must be a worker that calls runWorker with 'instance: ec2Instance()'",
  );
});

test('so is one that imports both and calls neither', () => {
  const file = join(folder(), 'worker.ts');
  const imports = ['consumer', 'consumer/ec2'].map((door) => JSON.stringify(join(__dirname, '../../../..', door)));
  writeFileSync(
    file,
    `import { runWorker } from ${imports[0]};\nimport { ec2Instance } from ${imports[1]};\nexport {};`,
  );
  expect(() => fleet(newStack(), { entry: file })).toThrow('Spillway:FleetWorkerInstance');
});

/** A worker that imports a package whose folder has these files. */
function workerWith(packageName: string, files: Readonly<Record<string, string>>): string {
  const own = folder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(own, 'node_modules', packageName, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  writeFileSync(join(own, 'worker.ts'), `import native from '${packageName}';\nconsole.log(native, ${WORKER});`);
  return join(own, 'worker.ts');
}

test.each<[string, string, Readonly<Record<string, string>>]>([
  [
    'with a package for each platform, as sharp',
    'sharp',
    {
      'package.json': '{ "main": "main.js", "optionalDependencies": { "@img/sharp-linux-x64": "1.0.0" } }',
      'main.js': 'module.exports = 1;',
    },
  ],
  [
    'with a loader, as bcrypt',
    '@scope/bcrypt',
    {
      'package.json': '{ "main": "main.js", "dependencies": { "@mapbox/node-pre-gyp": "1.0.0" } }',
      'main.js': 'module.exports = 1;',
    },
  ],
  [
    'that npm compiles',
    'zstd',
    { 'package.json': '{ "main": "main.js" }', 'binding.gyp': '{}', 'main.js': 'module.exports = 1;' },
  ],
  ['that is imported itself', 'raw', { 'package.json': '{ "main": "raw.node" }', 'raw.node': '\u0000' }],
])('a module %s is refused by name: it would not start there', (_name, packageName, files) => {
  const file = workerWith(packageName, files);
  expect(() => fleet(newStack(), { entry: file })).toThrow(
    `[Spillway:FleetNativeModule] 'entry' must be a worker without native code, got one that imports ${packageName}.`,
  );
  expect(() => fleet(newStack(), { entry: file, bundling: { externalModules: [packageName] } })).not.toThrow();
});

test('without esbuild the error says so', () => {
  expect(() => bundleWorker(newStack(), entry, {}, () => false)).toThrow(
    "[Spillway:Esbuild] 'entry' must be bundled by an installed esbuild, got no esbuild beside aws-cdk-lib and none on the PATH. " +
      "The instances run one file, with everything in it that the worker imports. Run 'npm install --save-dev esbuild'.",
  );
});

test('nothing is bundled where nothing is deployed, as for `cdk list`', () => {
  const context = { 'aws:cdk:bundling-stacks': [] };
  const stack = new Stack(new App({ outdir: folder(), context, analyticsReporting: false }), 'Stack');
  expect(() => bundleWorker(stack, entry, {}, () => false)).not.toThrow();
});
