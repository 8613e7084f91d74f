import fc from 'fast-check';
import { textPattern } from '../../../model/policy/match';

const NO_KEYS = { value: () => undefined };

function matches(pattern: string, value: string): boolean {
  return textPattern(pattern, { wildcards: true, variables: false }).matches(value, NO_KEYS);
}

test('wildcards mean the same as in a regular expression', () => {
  const text = (...characters: string[]) =>
    fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((chosen) => chosen.join(''));
  fc.assert(
    fc.property(text('a', 'b', ':', '*', '?'), text('a', 'b', ':'), (pattern, value) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
      expect(matches(pattern, value)).toBe(expression.test(value));
    }),
    { numRuns: 3_000 },
  );
});

test('a pattern with many asterisks takes no longer than its length times the value', () => {
  const pattern = `${'a*'.repeat(200)}b`;
  const began = performance.now();
  expect(matches(pattern, 'a'.repeat(5_000))).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_000);
});
