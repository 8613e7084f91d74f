import { calculate, type Pattern } from './calculate';

// The tables of "Using IF expressions", Amazon CloudWatch User Guide.
const METRICS: Readonly<Record<string, Pattern>> = {
  m1: [1, 1, 0, 0, '-'],
  m2: [30, '-', 0, 0, 30],
  m3: [0, 0, 20, '-', 20],
};

test.each([
  ['IF(m1, m2, m3)', [30, 0, 20, '-', '-']],
  ['IF(m1, 5, m3)', [5, 5, 20, '-', '-']],
  ['IF(m1, m2, 5)', [30, 0, 5, 5, '-']],
  ['IF(m1, 5, 6)', [5, 5, 6, 6, '-']],
  ['IF(m1, m2)', [30, 0, '-', '-', '-']],
  ['IF(m1 < 1, m3)', ['-', '-', 20, 0, '-']],
  ['IF(-m1, 1, 0)', [1, 1, 0, 0, '-']],
  ['IF(1 > 0, m2, m3)', METRICS['m2']],
  ['IF(1 < 0, m2, m3)', METRICS['m3']],
  ['IF(1 < 0, m2)', ['-', '-', '-', '-', '-']],
  ['IF(m1, IF(m2 > 10, 1, 2), 3)', [1, 0, 3, 3, '-']],
] as const)('%s', (expression, result) => {
  expect(calculate(expression, METRICS)).toEqual(result);
});

test.each([
  ['IF(1, 2, 3)', /IF with a number as its condition takes time series, got a number/],
  ['IF(METRICS(), 1, 0)', /Argument 1 of IF must be a time series or a number, got an array/],
  ['IF(m1)', /IF takes 2 to 3 arguments, got 1/],
])('%s is refused', (expression, message) => {
  expect(() => calculate(expression, METRICS)).toThrow(message);
});
