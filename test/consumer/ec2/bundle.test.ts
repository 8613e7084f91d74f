import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '../../..');

async function importsOf(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    platform: 'node',
    write: false,
    metafile: true,
  });
  const inputs = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  return [...Object.keys(metafile.inputs), ...inputs];
}

test.each(['consumer/index.ts', 'docs/examples/order-outcomes-handler.ts', 'docs/examples/order-worker.ts'])(
  '%s carries nothing of Auto Scaling or of the instance metadata',
  async (entry) => {
    const loaded = await importsOf(entry);
    expect(loaded.filter((path) => /auto-scaling|ec2/.test(path))).toEqual([]);
    expect(loaded).toContain('@aws-sdk/client-sqs');
  },
);

test('the door that a worker on EC2 opens carries both', async () => {
  expect(await importsOf('consumer/ec2/index.ts')).toEqual(
    expect.arrayContaining(['@aws-sdk/client-auto-scaling', 'consumer/ec2/metadata.ts']),
  );
});
