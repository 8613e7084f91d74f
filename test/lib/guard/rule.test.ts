import { Duration, Lazy, Size } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { GuardError } from '../../../lib';
import { durationWithin, numberWithin, sizeWithin } from '../../../lib/guard/range-rules';
import { check, type Rule } from '../../../lib/guard/rule';
import { newStack } from '../synthesis';

interface Props {
  readonly count?: number;
  readonly wait?: Duration;
  readonly size?: Size;
}

const RULES: readonly Rule<Props>[] = [
  numberWithin(
    { min: 1, max: 1000, unit: 'receives' },
    {
      id: 'Count',
      prop: 'count',
      value: ({ count }) => count,
      why: 'AWS says so',
      fix: 'Count again',
    },
  ),
  durationWithin(
    { min: 0, max: 20, unit: 'seconds' },
    {
      id: 'Wait',
      prop: 'wait',
      value: ({ wait }) => wait,
      why: 'AWS waits no longer',
      fix: 'Wait less',
    },
  ),
  sizeWithin(
    { min: 1024, max: 1048576, unit: 'bytes' },
    {
      id: 'Size',
      prop: 'size',
      value: ({ size }) => size,
      why: 'AWS takes no more',
      fix: 'Send less',
    },
  ),
];

function problemOf(props: Props): GuardError {
  try {
    check(new Construct(newStack(), 'Thing'), props, RULES);
  } catch (error) {
    if (error instanceof GuardError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was wrong');
}

test('an error says which construct, which rule, the value, why and what to do', () => {
  expect(problemOf({ count: 0 }).message).toBe(
    'Stack1/Thing would not work on AWS:\n' +
      "  [Spillway:Count] 'count' must be a whole number of receives from 1 to 1,000, got 0. AWS says so. Count again.",
  );
});

test('all failures of one construct come in one error', () => {
  const error = problemOf({ count: 1001, wait: Duration.seconds(21), size: Size.bytes(1023) });
  expect(error.violations.map(({ id }) => id)).toEqual(['Spillway:Count', 'Spillway:Wait', 'Spillway:Size']);
  expect(error.constructPath).toBe('Stack1/Thing');
});

test.each([
  ['0.5', { count: 0.5 }, 'got 0.5.'],
  ['NaN', { count: Number.NaN }, 'got NaN.'],
  ['Infinity', { count: Number.POSITIVE_INFINITY }, 'got Infinity.'],
  ['a fraction of a second', { wait: Duration.millis(1500) }, 'got 1 second 500 millis.'],
  ['more than the limit', { wait: Duration.minutes(1) }, 'got 1 minute.'],
  ['a size', { size: Size.mebibytes(2) }, 'got 2097152 bytes.'],
])('%s is refused and shown', (_name, props, text) => {
  expect(problemOf(props).message).toContain(text);
});

test.each([
  ['nothing', {}],
  ['the lowest values', { count: 1, wait: Duration.seconds(0), size: Size.kibibytes(1) }],
  ['the highest values', { count: 1000, wait: Duration.seconds(20), size: Size.mebibytes(1) }],
  [
    'what only CloudFormation will know',
    { count: Lazy.number({ produce: () => 0 }), wait: Duration.seconds(Lazy.number({ produce: () => 99 })) },
  ],
])('%s is accepted', (_name, props) => {
  expect(() => check(new Construct(newStack(), 'Thing'), props, RULES)).not.toThrow();
});
