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
const [utilization, wakeUp, surplus] = [usual.utilization(), usual.wakeUp(), usual.surplus()];

test('the flow keeps the capacity when the backlog is gone', () => {
  // 16 a minute keep 8 slots busy, which are 80 percent of 10.
  expect(atMinute(utilization, { sent: 16, visible: 0, desired: 2 })).toBe(100);
  expect(atMinute(utilization, { sent: 16, visible: 0, desired: 4 })).toBe(50);
});

test('the backlog asks for what works it off in time: 40 messages for each instance', () => {
  expect(atMinute(utilization, { sent: 0, visible: 40, desired: 1 })).toBe(100);
  expect(atMinute(utilization, { sent: 0, visible: 400, desired: 10 })).toBe(100);
});

test('twice the instances make half the utilization, as target tracking wants it', () => {
  const load = { sent: 100, visible: 1_000 };
  const one = atMinute(utilization, { ...load, desired: 5 }) ?? 0;
  expect(atMinute(utilization, { ...load, desired: 10 })).toBeCloseTo(one / 2);
});

test('without instances the utilization is 0, and the wake-up asks for what the load needs', () => {
  expect(atMinute(utilization, { sent: 100, visible: 1_000, desired: 0 })).toBe(0);
  expect(atMinute(wakeUp, { sent: 0, visible: 1, desired: 0 })).toBe(1);
  // 50 + 100 slots by 3.2 used ones of each instance.
  expect(atMinute(wakeUp, { sent: 100, visible: 1_000, desired: 0 })).toBe(47);
});

test('an empty queue and a fleet with instances wake nobody', () => {
  expect(atMinute(wakeUp, { sent: 0, visible: 0, desired: 0 })).toBe(0);
  expect(atMinute(wakeUp, { sent: 100, visible: 1_000, desired: 1 })).toBe(0);
});

test.each<[string, cloudwatch.MathExpression, readonly string[]]>([
  ['utilization', utilization, ['visible', 'desired']],
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
  expect(atMinute(utilization, { visible: 40, desired: 1, sent: undefined })).toBe(100);
  expect(atMinute(surplus, { visible: 0, inService: 2, sent: undefined, inFlight: undefined })).toBe(2);
});

test('work in flight keeps an instance, although the queue looks empty', () => {
  expect(atMinute(surplus, { visible: 0, inFlight: 1, sent: 0, inService: 1 })).toBe(0);
  expect(atMinute(surplus, { visible: 0, inFlight: 0, sent: 0, inService: 1 })).toBe(1);
  expect(atMinute(surplus, { visible: 0, inFlight: undefined, sent: undefined, inService: 1 })).toBe(1);
});

test('so does a flow of messages that are too short to be seen in flight', () => {
  // 20 a minute keep 10 slots busy: 70 percent of those of 4 instances.
  expect(atMinute(surplus, { visible: 0, inFlight: 0, sent: 20, inService: 4 })).toBe(0);
  expect(atMinute(surplus, { visible: 0, inFlight: 0, sent: 20, inService: 6 })).toBe(2);
});

test('what scaling in leaves does not scale out again', () => {
  for (let sent = 0; sent <= 200; sent += 8) {
    for (let inService = 1; inService <= 40; inService += 3) {
      const tooMany = atMinute(surplus, { visible: 0, inFlight: 0, sent, inService }) ?? 0;
      if (tooMany < 1) continue;
      const desired = inService - tooMany;
      expect(atMinute(utilization, { sent, visible: 0, desired }) ?? 0).toBeLessThanOrEqual(80);
    }
  }
});

test('a message that takes longer than it may wait asks for one slot, not for several', () => {
  const ofLongWork = metrics({ processingTime: Duration.hours(1) }).utilization();
  expect(atMinute(ofLongWork, { sent: 0, visible: 4, desired: 1 })).toBe(100);
});

test('the alarms see the backlog of each instance, the wait, and what is missing', () => {
  expect(atMinute(usual.backlogPerInstance(), { visible: 90, inService: 3 })).toBe(30);
  expect(atMinute(usual.backlogPerInstance(), { visible: 90, inService: 0 })).toBe(90);
  expect(atMinute(usual.backlogShare(), { visible: 60, inService: 3 })).toBe(50);
  expect(atMinute(usual.missing(), { desired: 5, inService: 3 })).toBe(2);
  expect(atMinute(usual.missing(), { desired: 3, inService: 5 })).toBe(0);
  expect(atMinute(usual.latency(), { age: 330 })).toBe(300);
});
