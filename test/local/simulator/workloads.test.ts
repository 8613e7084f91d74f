import { Chance } from '../../../local/simulator/chance';
import { drawPattern, PATTERNS, type PatternName } from '../../../local/simulator/workload/patterns';
import { readTrace } from '../../../local/simulator/workload/trace';

const settings = { duration: 7200, rate: 5, processingTime: 5 };
const drawn = new Map(PATTERNS.map((name) => [name, drawPattern(name, settings, new Chance('x')).jobs]));
const draw = (name: PatternName) => drawn.get(name) ?? [];
/** Messages a second between two moments, as shares of the duration. */
function rate(name: PatternName, from: number, to: number): number {
  const { duration } = settings;
  const count = draw(name).filter(({ at }) => at / 1000 >= from * duration && at / 1000 < to * duration).length;
  return count / ((to - from) * duration);
}

describe('A named pattern', () => {
  test.each(PATTERNS)('%s comes in order, within its time, and again with the same seed', (name) => {
    const jobs = draw(name);
    expect(jobs.length).toBeGreaterThan(1000);
    expect(jobs.every(({ at }, index) => at >= (jobs[index - 1]?.at ?? 0) && at < 7_200_000)).toBe(true);
    const short = (seed: string) => drawPattern(name, { ...settings, duration: 120 }, new Chance(seed)).jobs;
    expect(short('a')).toEqual(short('a'));
    expect(short('a')).not.toEqual(short('b'));
  });

  test('steady has the usual rate and the mean work', () => {
    expect(rate('steady', 0, 1)).toBeCloseTo(5, 0);
    const jobs = draw('steady');
    expect(jobs.reduce((sum, { work }) => sum + work, 0) / jobs.length).toBeCloseTo(5, 1);
  });

  test('a step has four times as many from a third on', () => {
    expect(rate('step', 0, 1 / 3) / 5).toBeCloseTo(1, 1);
    expect(rate('step', 1 / 3, 1) / 5).toBeCloseTo(4, 0);
  });

  test('a flash crowd has twenty times as many at once, and goes', () => {
    expect(rate('flash-crowd', 0.25, 0.25 + 30 / 7200) / 5).toBeGreaterThan(15);
    expect(rate('flash-crowd', 0.75, 1) / 5).toBeCloseTo(1, 0);
  });

  test('on/off has nothing for twenty of thirty minutes', () => {
    expect(rate('on-off', 0, 600 / 7200) / 5).toBeCloseTo(3, 0);
    expect(rate('on-off', 600 / 7200, 1800 / 7200)).toBe(0);
  });

  test('a day has its peak in the middle', () => {
    expect(rate('diurnal', 0.45, 0.55)).toBeGreaterThan(8.5);
    expect(rate('diurnal', 0, 0.05)).toBeLessThan(1);
  });

  test('a heavy tail has messages that take twenty times the mean', () => {
    expect(draw('heavy-tail').filter(({ work }) => work > 100).length).toBeGreaterThan(100);
    expect(draw('steady').filter(({ work }) => work > 100)).toEqual([]);
  });

  test('a poison storm lasts for the middle third', () => {
    const poisoned = draw('poison-storm').filter(({ poison }) => poison);
    expect(poisoned.every(({ at }) => at >= 2_400_000 && at < 4_800_000)).toBe(true);
    expect(poisoned.length / 12_000).toBeCloseTo(0.3, 1);
  });
});

describe('A trace', () => {
  test('is read with seconds or with dates, from its first message on, in any order', () => {
    const seconds = readTrace('a/day.csv', 'time,work\n12.5,3\n10,0.5\n');
    expect(seconds).toEqual({
      name: 'day',
      duration: 2500,
      jobs: [
        { at: 0, work: 0.5, poison: false },
        { at: 2500, work: 3, poison: false },
      ],
    });
    const dates = 'time,work\r\n2026-11-16T18:17:05.500Z,3\r\n2026-11-16T18:17:03Z,0.5\r\n';
    expect(readTrace('day.csv', dates)).toEqual(seconds);
  });

  test.each([
    ['10,3', "day.csv:1 must be the header 'time,work', got '10,3'"],
    ['time,work', 'day.csv:2 must have at least one message'],
    ['time,work\n1,2,3', "day.csv:2 must be two values, time and work, got '1,2,3'"],
    ['time,work\n1,2\nsoon,3', "day.csv:3 must begin with seconds or a date and time, got 'soon'"],
    ['time,work\n1,-2', "day.csv:2 must end with the seconds of work, 0 or more, got '-2'"],
    ['time,work\n1,x', "day.csv:2 must end with the seconds of work, 0 or more, got 'x'"],
  ])('%j says what is wrong with it', (text, message) => {
    expect(() => readTrace('day.csv', text)).toThrow(message);
  });
});
