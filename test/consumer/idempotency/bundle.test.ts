import { join } from 'node:path';
import { build } from 'esbuild';

async function bundled(source: string) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: source, resolveDir: join(__dirname, '../../..'), loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'node',
    external: ['@aws-sdk/*'],
    write: false,
    metafile: true,
  });
  const packages = Object.keys(metafile.inputs).flatMap((path) => /powertools\/([a-z]+)\//.exec(path)?.[1] ?? []);
  return {
    packages: [...new Set(packages)].sort(),
    bytes: outputFiles[0]?.contents.byteLength ?? 0,
    text: outputFiles[0]?.text,
  };
}

const CONSUME = "import { consume } from './consumer'; export const handler = consume({ process: async () => {} });";

test('a function that does not use them carries nothing of metrics and idempotency', async () => {
  const { packages, bytes } = await bundled(CONSUME);
  expect(packages).toEqual(['commons', 'logger']);
  expect(bytes).toBeLessThan(60_000);
});

test('idempotency itself brings no store along', async () => {
  const { packages, text } = await bundled(
    "export { consume } from './consumer'; export { idempotent } from './consumer/idempotency';",
  );
  expect(packages).toEqual(['commons', 'idempotency', 'jmespath', 'logger']);
  expect(text).not.toContain('client-dynamodb');
});
