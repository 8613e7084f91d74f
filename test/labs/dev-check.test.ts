import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LABS } from '../../labs/catalogue';
import { devCheck } from '../../labs/runner/dev-check';
import { ROOT } from '../docs/page';

test.each(LABS.map((lab) => [lab.slug, lab] as const))(
  '%s: its start fails with the intended reason, and each of its solutions passes',
  async (_, lab) => {
    expect(await devCheck(lab)).toEqual([]);
  },
  120_000,
);

test('every lab folder is in the list, once', () => {
  const folders = readdirSync(join(ROOT, 'labs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['contract', 'runner', 'target'].includes(entry.name))
    .map(({ name }) => name);
  expect(LABS.map(({ slug }) => slug).sort()).toEqual(folders.sort());
});

test('at least half of the labs accept solutions that differ', () => {
  const several = LABS.filter(({ solutions }) => solutions.length > 1);
  expect(several.length).toBeGreaterThanOrEqual(LABS.length / 2);
});
