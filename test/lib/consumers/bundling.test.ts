import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { GuardError, LambdaConsumer, WorkQueue } from '../../../lib';
import { requireEsbuild } from '../../../lib/consumers/esbuild';

const entry = join(__dirname, 'handler.fixture.ts');

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

test('an entry is bundled as readable CommonJS with its source map', () => {
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), entry });
  app.synth();
  const asset = readdirSync(outdir).find((name) => name.startsWith('asset.')) ?? '';
  const code = readFileSync(join(outdir, asset, 'index.js'), 'utf8');
  expect(code).toContain('async function handler(_event)');
  expect(code).toContain('module.exports');
  expect(existsSync(join(outdir, asset, 'index.js.map'))).toBe(true);
});

describe('without esbuild', () => {
  const missing = () => false;
  const stack = () => new Stack(new App({ outdir }), 'Stack');

  test('the error says so, instead of a Docker build that nobody asked for', () => {
    expect(() => requireEsbuild(stack(), undefined, missing)).toThrow(GuardError);
    expect(() => requireEsbuild(stack(), undefined, missing)).toThrow(
      "[Spillway:Esbuild] 'entry' must be bundled by an installed esbuild, got no esbuild beside aws-cdk-lib",
    );
    expect(() => requireEsbuild(stack(), undefined, missing)).toThrow("Run 'npm install --save-dev esbuild'");
  });

  test('Docker may be asked for', () => {
    expect(() => requireEsbuild(stack(), { forceDockerBundling: true }, missing)).not.toThrow();
  });

  test('nothing is wrong where nothing is bundled, as in `cdk list`', () => {
    const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] } });
    expect(() => requireEsbuild(new Stack(app, 'Stack'), undefined, missing)).not.toThrow();
  });
});
