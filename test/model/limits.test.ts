import * as lambda from '../../model/limits/lambda';
import { isWithin, type Limit } from '../../model/limits/limit';
import * as logs from '../../model/limits/logs';
import * as s3 from '../../model/limits/s3';
import * as sqs from '../../model/limits/sqs';
import { utf8Length } from '../../model/utf8';

test.each<[Limit, number, boolean]>([
  [sqs.VISIBILITY_TIMEOUT, 0, true],
  [sqs.VISIBILITY_TIMEOUT, 43_200, true],
  [sqs.VISIBILITY_TIMEOUT, 43_201, false],
  [sqs.VISIBILITY_TIMEOUT, -1, false],
  [sqs.MAX_RECEIVE_COUNT, 0, false],
  [sqs.MAX_RECEIVE_COUNT, 1_000, true],
  [sqs.MAX_RECEIVE_COUNT, 1_001, false],
  [sqs.MAX_RECEIVE_COUNT, 2.5, false],
  [sqs.MAX_RECEIVE_COUNT, Number.NaN, false],
  [sqs.MAXIMUM_MESSAGE_SIZE, 1_048_576, true],
  [sqs.MAXIMUM_MESSAGE_SIZE, 1_048_577, false],
  [lambda.MAXIMUM_CONCURRENCY, 1, false],
  [lambda.BATCH_SIZE, 10_000, true],
])('of %j, %d is within: %s', (limit, value, expected) => {
  expect(isWithin(limit, value)).toBe(expected);
});

test('every default lies within its own range', () => {
  const limits = [sqs, lambda, s3, logs].flatMap((page) => Object.entries(page));
  const defaults = limits.flatMap(([name, limit]) =>
    typeof limit === 'object' && 'default' in limit ? [{ name, within: isWithin(limit, limit.default) }] : [],
  );
  expect(defaults.length).toBeGreaterThan(10);
  expect(defaults.filter(({ within }) => !within)).toEqual([]);
});

describe('what a message may hold', () => {
  test.each(['a\tb\nc\r', 'ä', '报', '😀', '\uE000', '\uFFFD'])('allows %j', (body) => {
    expect(sqs.INVALID_BODY_CHARACTERS.test(body)).toBe(false);
  });

  test.each(['\u0000', '\u0008', '\u000B', '\uFFFE', '\uFFFF', '\uD800'])('refuses %j', (body) => {
    expect(sqs.INVALID_BODY_CHARACTERS.test(body)).toBe(true);
  });

  test('as a group id is ASCII punctuation and alphanumeric characters, at most 128', () => {
    expect(sqs.MESSAGE_GROUP_ID_PATTERN.test(`tenant/1!~${'x'.repeat(118)}`)).toBe(true);
    expect(['', 'a b', 'ä', 'x'.repeat(129)].some((id) => sqs.MESSAGE_GROUP_ID_PATTERN.test(id))).toBe(false);
  });
});

test.each(['', 'abc', 'ä', '报告', '😀', '\uD800', 'aä报😀'])('the bytes of %j are counted as UTF-8', (text) => {
  expect(utf8Length(text)).toBe(Buffer.byteLength(text));
});
