import { join } from 'node:path';
import { root, Workplace } from './command';

const workplace = new Workplace();
afterAll(() => workplace.remove());

test('a command whose output nobody reads any more ends without a word', async () => {
  const verify = `"${process.execPath}" "${join(root, 'bin', 'bootstrap.mjs')}" spillway labs verify long-polling`;
  const { stdout, stderr } = await workplace.run('sh', ['-c', `{ ${verify}; echo "code $?" >&2; } | true`]).ended;
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: 'code 141\n' });
  expect(workplace.leftovers()).toEqual([]);
});
