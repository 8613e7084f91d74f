import { EventEmitter } from 'node:events';
import { Screen } from '../../../../../bin/commands/labs/board/screen';
import { Terminal } from '../../../../../bin/recording/terminal';
import { Random } from '../../../../../local/kernel/random';

/** As much of a terminal as a screen asks for. */
class Output extends EventEmitter {
  columns = 40;
  rows = 6;
  written = '';
  readonly terminal = new Terminal(this.columns, this.rows);

  write(text: string): boolean {
    this.written += text;
    this.terminal.write(text);
    return true;
  }
}

test('what is drawn piece by piece is what was to be seen, and a line that stays is not written again', () => {
  const output = new Output();
  const screen = new Screen(output, () => {});
  const random = new Random('screen');
  for (let frame = 0; frame < 200; frame += 1) {
    const lines = Array.from({ length: 1 + random.integer(6) }, (_, row) => `${row} ${'x'.repeat(random.integer(3))}`);
    screen.draw(lines);
    expect(output.terminal.text.trimEnd()).toBe(lines.map((line) => line.trimEnd()).join('\n'));
    output.written = '';
    screen.draw(lines);
    expect(output.written).toBe('');
  }
});

test('a resize draws everything anew, and the end brings back what was there', () => {
  const output = new Output();
  output.write('before');
  let changed = 0;
  const screen = new Screen(output, () => {
    changed += 1;
  });
  screen.draw(['board']);
  output.columns = 30;
  output.emit('resize');
  expect({ changed, size: screen.size }).toEqual({ changed: 1, size: { columns: 30, rows: 6 } });
  screen.draw(['board']);
  expect(output.terminal.text).toContain('board');
  screen.end();
  expect(output.terminal.text.trimEnd()).toBe('before');
  output.emit('resize');
  expect(changed).toBe(1);
});
