import { buildSync } from 'esbuild';

test('a minified bundle still names errors as the documents do', () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: "import { LeaseLostError } from './consumer/errors'; module.exports = new LeaseLostError('gone');",
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    platform: 'node',
    write: false,
  });
  const bundle: { exports: unknown } = { exports: undefined };
  new Function('module', 'require', outputFiles[0]?.text ?? '')(bundle, require);
  expect(String(bundle.exports)).toBe('LeaseLostError: gone');
  expect((bundle.exports as Error).stack).toMatch(/^LeaseLostError: gone\n/);
});
