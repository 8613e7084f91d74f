import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { WorkerFleetProps } from '../../../../lib';
import { Calculation } from '../../../../model/metric-math';
import { newStack } from '../../synthesis';
import { fleet } from './fleet';

type Values = Readonly<Record<string, number | undefined>>;

/** The value of an expression for one minute, by the metric math of the local cloud. */
function atMinute({ usingMetrics, expression }: cloudwatch.MathExpression, values: Values): number | undefined {
  const ids = Object.keys(usingMetrics);
  expect(Object.keys(values).filter((id) => !ids.includes(id))).toEqual([]);
  const calculation = new Calculation(ids, [{ id: 'result', expression }]);
  const metrics = new Map(ids.map((id) => [id, { label: id, values: [values[id]] }]));
  const result = calculation.over({ start: 0, period: 60, length: 1 }, metrics, ['result']).get('result');
  return result?.type === 'series' ? result.series.values[0] : undefined;
}

const metrics = (props: Partial<WorkerFleetProps> = {}) => fleet(newStack(), props).metrics;
/** 4 slots on each instance, 30 seconds a message, which may wait for 5 minutes. */
const usual = metrics();
const [demand, wakeUp, surplus] = [usual.demand(), usual.wakeUp(), usual.surplus()];

test('the flow keeps the capacity when the backlog is gone', () => {
  // 18 a minute keep 9 slots busy; with their square root to spare these are 12, all slots of 3 instances.
  expect(atMinute(demand, { sent: 18, visible: 0, inFlight: 9, desired: 3 })).toBe(100);
  expect(atMinute(demand, { sent: 18, visible: 0, inFlight: 9, desired: 6 })).toBe(50);
});

test('the backlog asks for what works it off in time', () => {
  // 90 messages of 30 seconds in 300 seconds: 9 slots, and 3 to spare.
  expect(atMinute(demand, { sent: 0, visible: 90, desired: 1 })).toBe(300);
  expect(atMinute(demand, { sent: 0, visible: 1_000, desired: 1 })).toBe(2_750);
});

test('a large fleet has a smaller share to spare than a small one', () => {
  const perSlot = (slots: number) =>
    (atMinute(demand, { sent: slots * 2, visible: 0, inFlight: slots, desired: 1 }) ?? 0) / slots;
  expect(perSlot(400)).toBeCloseTo((25 * 420) / 400);
  expect(perSlot(4)).toBeCloseTo((25 * 6) / 4);
});

test('twice the instances make half the demand, as target tracking wants it', () => {
  const load = { sent: 100, visible: 1_000 };
  const one = atMinute(demand, { ...load, desired: 5 }) ?? 0;
  expect(atMinute(demand, { ...load, desired: 10 })).toBeCloseTo(one / 2);
});

test('without instances the demand is 0, and the wake-up asks for what the load needs', () => {
  expect(atMinute(demand, { sent: 100, visible: 1_000, desired: 0 })).toBe(0);
  expect(atMinute(wakeUp, { sent: 0, visible: 1, desired: 0 })).toBe(1);
  // 50 + 100 slots and 12.2 to spare, by 4 of each instance.
  expect(atMinute(wakeUp, { sent: 100, visible: 1_000, desired: 0 })).toBe(41);
});

test('an empty queue and a fleet with instances wake nobody', () => {
  expect(atMinute(wakeUp, { sent: 0, visible: 0, desired: 0 })).toBe(0);
  expect(atMinute(wakeUp, { sent: 100, visible: 1_000, desired: 1 })).toBe(0);
});

test.each<[string, cloudwatch.MathExpression, readonly string[]]>([
  ['demand', demand, ['visible', 'desired']],
  ['wake-up', wakeUp, ['visible', 'desired']],
  ['surplus', surplus, ['visible', 'inService']],
  ['backlog per instance', usual.backlogPerInstance(), ['visible', 'inService']],
  ['backlog alarm', usual.backlogShare(), ['visible', 'inService']],
])(
  '%s: a minute that is not reported yet has no value, and no 0 that an alarm would look at',
  (_name, math, needed) => {
    const ids = Object.keys(math.usingMetrics);
    expect(atMinute(math, Object.fromEntries(ids.map((id) => [id, 1])))).toBeDefined();
    for (const missed of needed) {
      const values = Object.fromEntries(ids.map((id) => [id, id === missed ? undefined : 1]));
      expect(atMinute(math, values)).toBeUndefined();
    }
    expect(atMinute(math, {})).toBeUndefined();
  },
);

test('without anything sent or in flight SQS may report neither', () => {
  expect(atMinute(demand, { visible: 90, desired: 3, sent: undefined, inFlight: undefined })).toBe(100);
  expect(atMinute(surplus, { visible: 0, inService: 2, sent: undefined, inFlight: undefined })).toBe(2);
});

test('work in flight keeps an instance, although the queue looks empty', () => {
  expect(atMinute(surplus, { visible: 0, inFlight: 1, sent: 0, inService: 1 })).toBe(0);
  expect(atMinute(surplus, { visible: 0, inFlight: 0, sent: 0, inService: 1 })).toBe(1);
  expect(atMinute(surplus, { visible: 0, inFlight: undefined, sent: undefined, inService: 1 })).toBe(1);
});

test('so does a flow of messages that are too short to be seen in flight', () => {
  const ofShortWork = metrics({ processingTime: Duration.millis(500) }).surplus();
  // 480 a minute keep 4 slots busy; with one and a half square roots to spare these are 7, which are 2 instances.
  expect(atMinute(ofShortWork, { visible: 0, inFlight: 0, sent: 480, inService: 2 })).toBe(0);
  expect(atMinute(ofShortWork, { visible: 0, inFlight: 0, sent: 480, inService: 4 })).toBe(2);
});

test.each([500, 30_000, 3_600_000])('what scaling in leaves does not scale out again, with messages of %d ms', (ms) => {
  const of = metrics({ processingTime: Duration.millis(ms) });
  const [ordered, left] = [of.demand(), of.surplus()];
  for (const inFlight of [0, 7, 80]) {
    for (const visible of [0, 1, 50]) {
      for (let sent = 0; sent <= 200; sent += 20) {
        const tooMany = atMinute(left, { visible, inFlight, sent, inService: 40 }) ?? 0;
        if (tooMany < 1) continue;
        expect(atMinute(ordered, { sent, visible, inFlight, desired: 40 - tooMany }) ?? 0).toBeLessThanOrEqual(100);
      }
    }
  }
});

test('a message that takes longer than it may wait asks for one slot, not for several', () => {
  const ofLongWork = metrics({ processingTime: Duration.hours(1) }).demand();
  // 4 slots and 2 to spare.
  expect(atMinute(ofLongWork, { sent: 0, visible: 4, desired: 1 })).toBe(150);
});

test('one message of an hour wakes one instance, and does not count as an hour of such minutes', () => {
  const ofLongWork = metrics({ processingTime: Duration.hours(1) });
  expect(atMinute(ofLongWork.wakeUp(), { sent: 1, visible: 1, desired: 0 })).toBe(1);
  // One in work, one that came: as many are awaited in the next minute.
  expect(atMinute(ofLongWork.demand(), { sent: 1, visible: 0, inFlight: 1, desired: 1 })).toBeCloseTo(
    (100 * (2 + Math.SQRT2)) / 4,
  );
});

test('an expression is short enough for CloudWatch: 2,048 characters', () => {
  for (const { expression } of [demand, wakeUp, surplus]) expect(expression.length).toBeLessThan(2_048);
});

test('the alarms see the backlog of each instance, the wait, and what is missing', () => {
  expect(atMinute(usual.backlogPerInstance(), { visible: 90, inService: 3 })).toBe(30);
  expect(atMinute(usual.backlogPerInstance(), { visible: 90, inService: 0 })).toBe(90);
  expect(atMinute(usual.backlogShare(), { visible: 60, inService: 3 })).toBe(50);
  expect(atMinute(usual.missing(), { desired: 5, inService: 3 })).toBe(2);
  expect(atMinute(usual.missing(), { desired: 3, inService: 5 })).toBe(0);
  expect(atMinute(usual.latency(), { age: 330 })).toBe(300);
});
