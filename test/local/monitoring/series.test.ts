import fc from 'fast-check';
import { MINUTE_MS, RETENTION_MS, Series } from '../../../local/services/monitoring/series';
import { statisticOfValue } from '../../../local/services/monitoring/statistics';

const MINUTES = RETENTION_MS / MINUTE_MS;

test('a series keeps 15 days by the minute and forgets what came before', () => {
  const series = new Series();
  for (let minute = 0; minute < MINUTES + 100; minute++) series.add(minute * MINUTE_MS, statisticOfValue(minute));
  expect(series.between(0, 100 * MINUTE_MS)).toBeUndefined();
  expect(series.between(100 * MINUTE_MS, 102 * MINUTE_MS)).toEqual({ sum: 201, count: 2, min: 100, max: 101 });
  expect(series.between(0, Number.MAX_SAFE_INTEGER)?.count).toBe(MINUTES);
  series.add(0, statisticOfValue(5));
  expect(series.between(0, 100 * MINUTE_MS)).toBeUndefined();
  series.add(200 * MINUTE_MS, statisticOfValue(1));
  expect(series.between(200 * MINUTE_MS, 201 * MINUTE_MS)).toEqual({ sum: 201, count: 2, min: 1, max: 200 });
});

test('values in any order and in any minute add up as in a plain list', () => {
  const values = fc.array(
    fc.record({ minute: fc.integer({ min: 0, max: 60 }), value: fc.integer({ min: -9, max: 9 }) }),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (list, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const series = new Series();
      for (const { minute, value } of list) series.add(minute * MINUTE_MS + 17, statisticOfValue(value));
      const wanted = list.filter(({ minute }) => minute >= from && minute < to).map(({ value }) => value);
      const expected =
        wanted.length === 0
          ? undefined
          : {
              sum: wanted.reduce((x, y) => x + y, 0),
              count: wanted.length,
              min: Math.min(...wanted),
              max: Math.max(...wanted),
            };
      expect(series.between(from * MINUTE_MS, to * MINUTE_MS)).toEqual(expected);
    }),
  );
});
