import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { build, combinations } from '../combinations/combination';
import { buildUsers } from '../combinations/users';
import { EveryOptionStack } from '../packs/every-option-stack';
import { findingsOf, guardedApp } from './findings';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

test("no combination of the package's own constructs has a finding", () => {
  const open = new Set<string>();
  fc.assert(
    fc.property(combinations(), (combination) => {
      const users = buildUsers(combination, mkdtempSync(join(outdir, 'run-')));
      for (const app of [build(combination, mkdtempSync(join(outdir, 'run-'))), users]) {
        for (const { rule, message } of app === undefined ? [] : findingsOf(app)) open.add(`${rule} ${message}`);
      }
    }),
    { numRuns: 30 },
  );
  expect([...open]).toEqual([]);
});

test('every option of every construct: no finding', () => {
  const app = guardedApp();
  new EveryOptionStack(app, 'Every');
  expect(findingsOf(app)).toEqual([]);
});
