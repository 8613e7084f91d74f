import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY, seededDefects } from './seeded-defects';

/** Whether the tests kill them says `npx tsx bench/defects/defects.ts`; this is what can be known without running them. */
describe('the seeded defects', () => {
  const defects = seededDefects();

  test('there are at least 45, each with a number of its own', () => {
    const numbers = defects.map(({ name }) => /^(\d\d)-[a-z0-9-]+$/.exec(name)?.[1]);
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(defects.length);
    expect(defects.length).toBeGreaterThanOrEqual(45);
  });

  test.each(defects)('$name says what is wrong, where it was seen and which tests find it', (defect) => {
    expect(defect.defect).toMatch(/^[A-Z].+[^.]$/);
    expect(defect.seen).not.toBe('');
    const missing = defect.killedBy.filter((file) => !/\.test\.ts$/.test(file) || !existsSync(join(REPOSITORY, file)));
    expect(missing).toEqual([]);
  });

  test.each(defects)('$name changes only what users run, not the suite', ({ changes }) => {
    expect(changes).not.toEqual([]);
    expect(changes.filter((file) => !/^(consumer|lib|local|model)\//.test(file))).toEqual([]);
  });

  test.each(defects)('$name applies to the code as it is', ({ path }) => {
    // Where git knows of no repository it takes the directory as it is, so this also runs on an exported copy.
    const env = { ...process.env, GIT_DIR: join(REPOSITORY, 'no-repository') };
    const { status, stderr } = spawnSync('git', ['apply', '--check', path], { cwd: REPOSITORY, env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
