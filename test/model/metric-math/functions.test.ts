import { calculate, type Pattern, START } from './calculate';

const M: Pattern = ['-', 4, '-', 1, 3];

test.each([
  ['ABS(-m)', M],
  ['CEIL(m / 2)', ['-', 2, '-', 1, 2]],
  ['FLOOR(m / 2)', ['-', 2, '-', 0, 1]],
  ['LOG10(m * 0 + 100)', ['-', 2, '-', 2, 2]],
  ['LOG(m * 0)', ['-', '-', '-', '-', '-']],
  ['DIFF(m)', ['-', '-', '-', -3, 2]],
  ['DIFF_TIME(m)', ['-', '-', '-', 120, 60]],
  ['RATE(m * 60)', ['-', '-', '-', -1.5, 2]],
  ['RUNNING_SUM(m)', ['-', 4, '-', 5, 8]],
  ['FILL(m, 9)', [9, 4, 9, 1, 3]],
  ['FILL(m, MIN(m))', [1, 4, 1, 1, 3]],
  ['FILL(m, TIME_SERIES(7))', [7, 4, 7, 1, 3]],
  ['FILL(m, REPEAT)', ['-', 4, 4, 1, 3]],
  ['FILL(m, LINEAR)', ['-', 4, 2.5, 1, 3]],
  ['m / PERIOD(m)', ['-', 4 / 60, '-', 1 / 60, 3 / 60]],
  ['TIME_SERIES(5)', [5, 5, 5, 5, 5]],
  ['MINUTE(m)', [58, 59, 0, 1, 2]],
  ['HOUR(m)', [23, 23, 0, 0, 0]],
  ['DAY(m)', [7, 7, 1, 1, 1]],
  ['DATE(m)', [22, 22, 23, 23, 23]],
  ['MONTH(m)', [11, 11, 11, 11, 11]],
  ['YEAR(m)', [2026, 2026, 2026, 2026, 2026]],
  ['EPOCH(m) - EPOCH(m) + 1', [1, 1, 1, 1, 1]],
] as const)('%s', (expression, result) => {
  expect(calculate(expression, { m: M })).toEqual(result);
});

test('EPOCH is the start of the period in seconds', () => {
  expect(calculate('EPOCH(m)', { m: [1, 1] })).toEqual([START / 1_000, START / 1_000 + 60]);
});

test.each([
  ['SUM(m)', 8],
  // Missing values count as 0 ...
  ['AVG(m)', 8 / 5],
  // ... which is what the number of those that are there is for.
  ['SUM(m) / DATAPOINT_COUNT(m)', 8 / 3],
  ['MIN(m)', 1],
  ['MAX(m)', 4],
  ['DATAPOINT_COUNT(m)', 3],
  ['STDDEV(m - m + 5)', 0],
  ['METRIC_COUNT(METRICS())', 1],
  ['PERIOD(m)', 60],
])('of one series %s is a number', (expression, result) => {
  expect(calculate(expression, { m: M })).toBeCloseTo(result, 12);
});

const METRICS: Readonly<Record<string, Pattern>> = {
  errors4xx: [1, 2, '-', '-'],
  errors5xx: [3, '-', 5, '-'],
  requests: [8, 8, 8, '-'],
};

test.each([
  ['SUM(METRICS("errors"))', [4, 2, 5, '-']],
  ['AVG(METRICS("errors"))', [2, 1, 2.5, '-']],
  ['MIN(METRICS())', [1, 2, 5, '-']],
  ['MAX(METRICS())', [8, 8, 8, '-']],
  ['DATAPOINT_COUNT(METRICS())', [3, 2, 2, '-']],
  ['STDDEV([errors4xx, errors5xx])', [1, 0, 0, '-']],
  ['SUM([METRICS("4xx"), METRICS(“5xx”)])', [4, 2, 5, '-']],
  ['SUM(METRICS("errors")) / SUM(METRICS("requests")) * 100', [50, 25, 62.5, '-']],
  ['FIRST(METRICS())', METRICS['errors4xx']],
  ['LAST(METRICS())', METRICS['requests']],
  ['FIRST(METRICS("none"))', ['-', '-', '-', '-']],
  ['IF(FIRST(SORT(METRICS(), AVG, DESC)) > 5, 1, 0)', [1, 1, 1, '-']],
] as const)('of an array %s is a series', (expression, result) => {
  expect(calculate(expression, METRICS)).toEqual(result);
});

const names = (expression: string, metrics = METRICS) => Object.keys(calculate(expression, metrics) as object);

test('arrays are sorted, cut and rid of what is empty', () => {
  expect(names('SORT(METRICS(), SUM, ASC)')).toEqual(['errors4xx', 'errors5xx', 'requests']);
  expect(names('SORT(METRICS(), MAX, DESC, 2)')).toEqual(['requests', 'errors5xx']);
  expect(names('SLICE(METRICS(), 1)')).toEqual(['errors5xx', 'requests']);
  expect(names('SLICE(SORT(METRICS(), MIN, DESC), 0, 1)')).toEqual(['requests']);
  const empty: Readonly<Record<string, Pattern>> = { a: ['-'], b: [1] };
  expect(names('REMOVE_EMPTY(METRICS())', empty)).toEqual(['b']);
  expect(names('SORT(METRICS(), MAX, ASC)', empty)).toEqual(['b', 'a']);
  expect(calculate('METRICS() * 100', empty)).toEqual({ a: ['-'], b: [100] });
  expect(calculate('FILL(METRICS(), 0)', empty)).toEqual({ a: [0], b: [1] });
});
