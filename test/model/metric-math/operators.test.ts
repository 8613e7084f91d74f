import { calculate, type Pattern } from './calculate';

const A: Pattern = [30, 20, 0, 0];
const B: Pattern = [20, '-', 20, '-'];

test.each([
  // Missing values are 0, and what is divided by 0 is dropped.
  ['a + b', [50, 20, 20, 0]],
  ['a - b', [10, 20, -20, 0]],
  ['a * b', [600, 0, 0, 0]],
  ['a / b', [1.5, '-', 0, '-']],
  ['b / a', [20 / 30, 0, '-', '-']],
  ['b + 1', [21, '-', 21, '-']],
  ['1 - b', [-19, '-', -19, '-']],
  ['100 / b', [5, '-', 5, '-']],
  ['-b', [-20, '-', -20, '-']],
  ['b ^ 2', [400, '-', 400, '-']],
] as const)('arithmetic: %s', (expression, result) => {
  expect(calculate(expression, { a: A, b: B })).toEqual(result);
});

// The table of "Comparison and logical operators", and what follows from its rules.
test.each([
  ['(a < b)', [0, 0, 1, 0]],
  ['(a >= 30)', [1, 0, 0, 0]],
  ['(a > 15 AND b > 15)', [1, 0, 0, 0]],
  ['a > 15 && b > 15', [1, 0, 0, 0]],
  ['a > 15 OR b > 15', [1, 1, 1, 0]],
  ['a > 15 || b > 15', [1, 1, 1, 0]],
  ['b == 20', [1, '-', 1, '-']],
  ['a != b', [1, 1, 1, 0]],
  ['a <= 0', [0, 0, 1, 1]],
] as const)('comparison and logic: %s', (expression, result) => {
  expect(calculate(expression, { a: A, b: B })).toEqual(result);
});

test('where neither series has a value there is none', () => {
  const metrics: Readonly<Record<string, Pattern>> = { a: ['-', 1], b: ['-', 2] };
  expect(calculate('a + b', metrics)).toEqual(['-', 3]);
  expect(calculate('a == b', metrics)).toEqual(['-', 0]);
});

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['2 * 3 ^ 2', 18],
  ['-2 ^ 2', -4],
  ['2 ^ -1', 0.5],
  ['8 / 4 / 2', 1],
  ['1 + 1 == 2', 1],
  ['1 == 2 OR 3 == 3 AND 0 == 1', 0],
  ['.5 + 1.5e1', 15.5],
  ['- - 3', 3],
])('%s is %d', (expression, result) => {
  expect(calculate(`TIME_SERIES(${expression})`)).toEqual([result, result, result]);
});

test('arithmetic takes an array and a number or a series, member by member', () => {
  const metrics: Readonly<Record<string, Pattern>> = { m1: [1, '-'], m2: [4, 8], m3: [2, 2] };
  expect(calculate('[m1, m2] * 10', metrics)).toEqual({ m1: [10, '-'], m2: [40, 80] });
  expect(calculate('100 / [m1, m2]', metrics)).toEqual({ m1: [100, '-'], m2: [25, 12.5] });
  expect(calculate('[m1, m2] / m3', metrics)).toEqual({ m1: [0.5, 0], m2: [2, 4] });
  expect(calculate('-[m1, m2]', metrics)).toEqual({ m1: [-1, '-'], m2: [-4, -8] });
});

test.each([
  ['[m1] + [m1]', /Unsupported operand types for '\+': an array of time series and an array of time series/],
  ['[m1] > 3', /Unsupported operand types for '>': an array of time series and a number/],
  ['METRICS() AND m1', /Unsupported operand types for 'AND'/],
])('%s is refused', (expression, message) => {
  expect(() => calculate(expression, { m1: [1] })).toThrow(message);
});
