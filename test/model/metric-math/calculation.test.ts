import { Calculation, MetricMathError } from '../../../model/metric-math';
import { calculate, START, shown } from './calculate';

const grid = { start: START, period: 300, length: 2 };

test('expressions refer to metrics and to each other, in any order', () => {
  const calculation = new Calculation(
    ['sent', 'deleted'],
    [
      { id: 'percent', expression: '100 * share' },
      { id: 'share', expression: 'deleted / sent' },
      { id: 'all', expression: 'SUM(METRICS())' },
    ],
  );
  const metrics = new Map([
    ['sent', { label: 'Sent', values: [4, 8] }],
    ['deleted', { label: 'Deleted', values: [1, undefined] }],
  ]);
  const results = calculation.over(grid, metrics, ['percent', 'all']);
  expect(shown(results.get('percent'))).toEqual([25, 0]);
  // Expressions are no metrics.
  expect(shown(results.get('all'))).toEqual([5, 8]);
});

test('a metric that has no values at all can be filled', () => {
  const calculation = new Calculation(['m1'], [{ id: 'e1', expression: 'FILL(m1, 0)' }]);
  expect(shown(calculation.over(grid, new Map(), ['e1']).get('e1'))).toEqual([0, 0]);
});

test.each([
  ['1 +', /The expression ends where a value is expected/],
  ['(m1', /The expression ends where '\)' is expected/],
  ['m1)', /Unexpected '\)' at position 3/],
  ['m1 m1', /Unexpected 'm1' at position 4/],
  ['m1 # 2', /Unexpected character '#' at position 4/],
  ['', /The expression ends where a value is expected/],
  ['m2 + 1', /Undefined variable 'm2': no metric or expression has this id/],
  ['sum(m1)', /Unexpected '\(' at position 4/],
  ['MEDIAN(m1)', /Unsupported function 'MEDIAN': functions are ABS, AVG/],
  ['FILL(m1)', /FILL takes 2 arguments, got 1/],
  ['FILL(m1, ZERO)', /Unknown word 'ZERO'/],
  ['ABS(3)', /Argument 1 of ABS must be a time series or an array of them, got a number/],
  ['PERIOD(m1 * 2)', /PERIOD takes the id of a metric, not the result of an expression/],
  ['SORT(METRICS(), MEDIAN, ASC)', /Argument 2 of SORT must be AVG, MIN, MAX, SUM/],
  ['SUM([m1, 5])', /An array has time series, got a number. Make one of it with TIME_SERIES/],
  ['METRICS(m1)', /METRICS takes nothing, or a text in quotes/],
  ['"m1"', /A text \("m1"\) can only be what METRICS is asked for/],
  ['FIRST(m1)', /Argument 1 of FIRST must be an array of time series, got a time series/],
])('%s is refused before there is any value', (expression, message) => {
  expect(() => new Calculation(['m1'], [{ id: 'e1', expression }])).toThrow(message);
});

test('the message says which expression is meant', () => {
  const broken = { id: 'inner', expression: 'm1 + nothing' };
  expect(() => new Calculation(['m1'], [{ id: 'outer', expression: 'inner * 2' }, broken])).toThrow(
    /^Error in expression 'inner' \[Undefined variable 'nothing'/,
  );
});

test('PERIOD takes no expression by its id either', () => {
  const expressions = [
    { id: 'e1', expression: 'm1 / PERIOD(e2)' },
    { id: 'e2', expression: 'm1 * 2' },
  ];
  expect(() => new Calculation(['m1'], expressions)).toThrow(/PERIOD takes the id of a metric/);
});

test('an expression that refers to itself is refused, over however many others', () => {
  const expressions = [
    { id: 'a', expression: 'b + 1' },
    { id: 'b', expression: 'FILL(c, 0)' },
    { id: 'c', expression: 'a' },
  ];
  expect(() => new Calculation([], expressions)).toThrow(/It refers to itself: a -> b -> c -> a/);
});

test('expressions that each use the one before twice take no longer than they are', () => {
  const expressions = Array.from({ length: 100 }, (_, n) => ({
    id: `e${n}`,
    expression: n === 0 ? 'm1' : `e${n - 1} / 2 + e${n - 1} / 2`,
  }));
  const calculation = new Calculation(['m1'], expressions);
  const metrics = new Map([['m1', { label: 'm1', values: [3, 5] }]]);
  expect(shown(calculation.over(grid, metrics, ['e99']).get('e99'))).toEqual([3, 5]);
});

test.each(['ANOMALY_DETECTION_BAND', 'DB_PERF_INSIGHTS', 'INSIGHT_RULE_METRIC', 'LAMBDA', 'SEARCH', 'SERVICE_QUOTA'])(
  '%s is known, and refused by its name',
  (name) => {
    expect(() => calculate(`${name}(m1)`, { m1: [1] })).toThrow(
      expect.objectContaining({ constructor: MetricMathError, notOffered: name }),
    );
  },
);
