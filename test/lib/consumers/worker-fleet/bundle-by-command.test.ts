import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { bundleWorker } from '../../../../lib/consumers/worker-fleet/worker-bundle';
import { entry } from './fleet';

jest.mock('../../../../lib/consumers/esbuild', () => ({
  ...jest.requireActual<object>('../../../../lib/consumers/esbuild'),
  installedEsbuild: () => undefined,
}));

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'spillway-'));
  folders.push(path);
  return path;
};
const { PATH } = process.env;
beforeAll(() => {
  process.env['PATH'] = [join(__dirname, '../../../../node_modules/.bin'), PATH].join(delimiter);
});
afterAll(() => {
  process.env['PATH'] = PATH;
  for (const path of folders) rmSync(path, { recursive: true });
});

/** The worker as it is bundled into an app's output. */
function bundledIn(outdir: string, file = entry): string {
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  bundleWorker(new Stack(app, 'Stack'), file);
  const { directory } = app.synth();
  const asset = readdirSync(directory).find((name) => name.startsWith('asset.')) ?? '';
  return readFileSync(join(directory, asset, 'worker.js'), 'utf8');
}

test('an esbuild that is on the PATH only makes the same worker each time, with a source map', () => {
  const [one, two] = [bundledIn(folder()), bundledIn(folder())];
  expect(one).toContain('CompleteLifecycleAction');
  expect(one).toContain('//# sourceMappingURL=data:application/json;base64,');
  expect(one === two).toBe(true);
});

test('it finds native code as well', () => {
  const own = folder();
  const native = join(own, 'node_modules', 'zstd');
  mkdirSync(native, { recursive: true });
  writeFileSync(join(native, 'package.json'), '{ "main": "zstd.node" }');
  writeFileSync(join(native, 'zstd.node'), '');
  const known = "'autoscaling/target-lifecycle-state', 'worker draining'";
  writeFileSync(join(own, 'worker.ts'), `import zstd from 'zstd'; console.log(zstd, ${known});`);
  expect(() => bundledIn(folder(), join(own, 'worker.ts'))).toThrow('got one that imports zstd.');
});
