import { join } from 'node:path';
import { build } from 'esbuild';

/** The files of a bundle of a function's code, without what the runtime supplies. */
async function filesOf(contents: string): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: join(__dirname, '../../..'), loader: 'ts' },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    external: ['@aws-sdk/*'],
    logLevel: 'silent',
  });
  return Object.keys(metafile.inputs);
}

const handler = (envelope: string) => `export const handler = consume({ ${envelope} process: () => undefined });`;
const isEncryption = (file: string) => /@aws-crypto\/|consumer\/encryption\/|client-kms/.test(file);

test('only those who import the door have the Encryption SDK in their bundle', async () => {
  const ordinary = await filesOf(`import { consume } from './consumer'; ${handler('')}`);
  expect(ordinary.length).toBeGreaterThan(10);
  expect(ordinary.filter(isEncryption)).toEqual([]);
  const encrypting = await filesOf(
    `import { consume } from './consumer'; import { encrypted } from './consumer/encryption';
     ${handler("envelope: encrypted({ keyIds: ['arn:aws:kms:us-east-1:111122223333:key/1'] }),")}`,
  );
  expect(encrypting.filter(isEncryption)).not.toEqual([]);
}, 30_000);
