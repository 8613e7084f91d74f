import { tableUnder } from '../docs/page';
import { catalogue } from './catalogue';

test('the page on verification lists every fault, and how it is injected', () => {
  const documented = tableUnder('docs/verification.md', 'What goes wrong without a loss').map((line) =>
    line
      .split('|')
      .slice(1, 3)
      .map((cell) => cell.trim()),
  );
  expect(documented).toEqual(catalogue.map(({ name, how }) => [name, how]));
});
