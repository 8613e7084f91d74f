import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardedApp } from '../../docs/examples/guarded-app';
import { TEMPLATE_RULES } from '../../lib/guard/template-rules';
import { TREE_RULES } from '../../lib/guard/tree/tree-rules';
import { SILENT_CASES } from '../lib/guard/silent-cases';
import { ROOT, tableUnder } from './page';

const PAGE = 'docs/guard.md';

const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const idsIn = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, id]) => id ?? '');

test('each silent case is in the table, with the rule that the tests see', () => {
  const tree = TREE_RULES.map(({ id }) => id);
  const rows = tableUnder(PAGE, 'Who reports what').map(cells);
  const found = rows.map(([name, , inTree = '', inTemplate = '']) => [name, ...idsIn(inTree), ...idsIn(inTemplate)]);
  expect(found).toEqual([
    ...SILENT_CASES.map(([name, rule]) => [name, rule]),
    ['`maxConcurrency: 0`, which CDK drops'],
  ]);
  expect(rows.flatMap(([, , inTree = '']) => idsIn(inTree)).every((id) => tree.includes(id))).toBe(true);
});

test('the rules on props that the table names are there', () => {
  const sources = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('-rules.ts'))
    .map((file) => readFileSync(join(ROOT, 'lib', file), 'utf8'))
    .join('\n');
  const named = tableUnder(PAGE, 'Who reports what').flatMap((row) => idsIn(cells(row)[1] ?? ''));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((id) => !sources.includes(`id: '${id}'`))).toEqual([]);
});

test('every rule is listed with its severity', () => {
  expect(tableUnder(PAGE, 'The rules').map((row) => cells(row))).toEqual(
    [...TEMPLATE_RULES, ...TREE_RULES].map(({ id, severity, title }) => [`\`${id}\``, severity, title]),
  );
});

test("the example's public queue is found, and accepted with its reason", () => {
  const { directory } = guardedApp().synth();
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  const [own] = report.pluginReports.filter(({ pluginName }: { pluginName: string }) => pluginName === 'Spillway');
  expect(own.violations).toEqual([]);
  expect(JSON.stringify(own.suppressedViolations)).toContain('deleted after the course');
});
