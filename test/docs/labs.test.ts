import { LABS } from '../../labs/catalogue';
import { tableUnder } from './page';

const PAGE = 'docs/labs.md';

const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('every lab is in the table, in its place', () => {
  expect(tableUnder(PAGE, 'The labs').map(cells)).toEqual(
    LABS.map(({ slug, title, minutes }, index) => [String(index + 1), `\`${slug}\``, title, String(minutes)]),
  );
});

test('every exam fact is in the table with its lab, and with both answers where prep pages are out of date', () => {
  expect(tableUnder(PAGE, 'Exam facts').map(cells)).toEqual(
    LABS.flatMap(({ slug, exam }) => exam.map(({ fact, outdated = '' }) => [fact, outdated, `\`${slug}\``])),
  );
});

test('the commands of the page are those of the command', () => {
  const { Command } = require('commander') as typeof import('commander');
  const { addLabsCommands } = require('../../bin/commands/labs/labs') as typeof import('../../bin/commands/labs/labs');
  const program = new Command();
  addLabsCommands(program);
  const names = program.commands[0]?.commands
    .map((command) => command.name())
    .filter((name) => !['player', 'stage', 'account'].includes(name));
  const named = tableUnder(PAGE, 'Without a terminal').map((row) => /labs (\w+)/.exec(row)?.[1] ?? '');
  expect([...named].sort()).toEqual([...(names ?? [])].sort());
});
