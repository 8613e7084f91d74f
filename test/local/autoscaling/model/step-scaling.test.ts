import type { StepScalingPolicy } from '../../../../local/services/autoscaling/model';
import { GroupOfInstances, LAUNCHING_HOOK, MINUTE, SECOND, TERMINATING_HOOK } from './group-of-instances';

const CHANGE = { type: 'ChangeInCapacity', minMagnitude: undefined } as const;
const PERCENT = { type: 'PercentChangeInCapacity', minMagnitude: undefined } as const;

const OUT: StepScalingPolicy = {
  type: 'StepScaling',
  name: 'out',
  enabled: true,
  adjustment: PERCENT,
  warmup: 300,
  // The example of "Step scaling policies": threshold 50.
  steps: [
    { lowerBound: 0, upperBound: 10, adjustment: 0 },
    { lowerBound: 10, upperBound: 20, adjustment: 10 },
    { lowerBound: 20, upperBound: undefined, adjustment: 30 },
  ],
};

const IN: StepScalingPolicy = {
  ...OUT,
  name: 'in',
  adjustment: CHANGE,
  steps: [{ lowerBound: undefined, upperBound: 0, adjustment: -1 }],
};

function group(count: number, hooks: Parameters<typeof GroupOfInstances.inService>[2] = []) {
  const it = GroupOfInstances.inService(count, {}, hooks);
  it.policies.put(OUT);
  it.policies.put(IN);
  it.pass(10 * MINUTE);
  return it;
}

describe('step scaling', () => {
  test('the step into which the value falls is taken, while the instances of the last one warm up only what is missing', () => {
    const it = group(10);
    it.alarm('out', 60, 50);
    expect(it.group.desired).toBe(11);
    it.runAll();
    it.pass(MINUTE);
    // The eleventh still warms up: 10 % of 10 is what was ordered already.
    it.alarm('out', 62, 50);
    expect(it.group.desired).toBe(11);
    // 30 % of 10, of which one has been ordered.
    it.alarm('out', 70, 50);
    expect(it.group.desired).toBe(13);
  });

  test('once they have warmed up they are capacity that is added to', () => {
    const it = group(10);
    it.alarm('out', 60, 50);
    it.runAll();
    it.pass(300 * SECOND);
    it.alarm('out', 60, 50);
    expect(it.group.desired).toBe(12);
  });

  test('an instance that a hook for launching holds is ordered, not there', () => {
    const it = group(0, [LAUNCHING_HOOK]);
    it.policies.put({ ...OUT, adjustment: CHANGE, steps: [{ lowerBound: 0, upperBound: undefined, adjustment: 1 }] });
    for (let minute = 0; minute < 2; minute++) {
      it.alarm('out', 1, 1);
      it.runAll();
      it.pass(MINUTE);
    }
    expect(it.group.desired).toBe(1);
  });

  test('while one is on its way out no other one follows', () => {
    const it = group(3, [TERMINATING_HOOK]);
    it.alarm('in', 4, 5);
    it.pass(30 * SECOND);
    it.alarm('in', 4, 5);
    expect(it.group.desired).toBe(2);
    it.group.completeAction({ hookName: 'drain', instanceId: 'i-1' }, 'CONTINUE', it.now);
    it.endAll();
    it.alarm('in', 4, 5);
    expect(it.group.desired).toBe(1);
  });

  test('nothing is scaled in while an instance is on its way in', () => {
    const it = group(3);
    it.desire(4);
    it.alarm('in', 4, 5);
    expect(it.group.desired).toBe(4);
    it.runAll();
    it.alarm('in', 4, 5);
    expect(it.group.desired).toBe(3);
  });

  test('a value at the upper end of a step belongs to the next one above the threshold, and to this one below it', () => {
    const it = group(10);
    it.policies.put({
      ...IN,
      steps: [
        { lowerBound: -10, upperBound: 0, adjustment: -1 },
        { lowerBound: undefined, upperBound: -10, adjustment: -3 },
      ],
    });
    it.alarm('out', 60, 50);
    expect(it.group.desired).toBe(11);
    it.runAll();
    it.pass(10 * MINUTE);
    it.alarm('in', 40, 50);
    expect(it.group.desired).toBe(8);
  });

  test.each([
    [10, 25, undefined, 12],
    [3, 10, undefined, 4],
    [4, 25, 2, 6],
  ])('%i instances and %i percent, at least %p, make %i', (count, percent, minMagnitude, expected) => {
    const it = group(count);
    const steps = [{ lowerBound: 0, upperBound: undefined, adjustment: percent }];
    it.policies.put({ ...OUT, adjustment: { ...PERCENT, minMagnitude }, steps });
    it.alarm('out', 60, 50);
    expect(it.group.desired).toBe(expected);
  });

  test('an exact capacity is taken as it is, within the limits of the group', () => {
    const it = group(2);
    const steps = [{ lowerBound: 0, upperBound: undefined, adjustment: 50 }];
    it.policies.put({ ...OUT, adjustment: { type: 'ExactCapacity', minMagnitude: undefined }, steps });
    it.alarm('out', 60, 50);
    expect(it.group.desired).toBe(20);
  });

  test('of those that go off at the same time the largest capacity wins', () => {
    const it = group(4);
    it.policies.take({ policy: IN, breach: { metricValue: 4, threshold: 5 } });
    it.policies.take({ policy: OUT, breach: { metricValue: 80, threshold: 50 } });
    expect(it.policies.decide(it.now)).toMatchObject({ policy: { name: 'out' }, capacity: 5 });
    expect(it.terminated).toEqual([]);
  });

  test('while AlarmNotification is suspended alarms change nothing', () => {
    const it = group(4);
    it.group.configure({ ...it.group.settings, suspended: new Set(['AlarmNotification']) }, it.now);
    it.alarm('out', 80, 50);
    expect(it.group.desired).toBe(4);
  });
});

describe('simple scaling', () => {
  test('waits for the end of the last activity and for its cooldown', () => {
    const it = group(1);
    it.policies.put({
      type: 'SimpleScaling',
      name: 'simple',
      enabled: true,
      adjustment: CHANGE,
      amount: 1,
      cooldown: 120,
    });
    it.alarm('simple', 1);
    expect(it.group.desired).toBe(2);
    it.pass(130 * SECOND);
    it.alarm('simple', 1);
    // The second instance does not run yet.
    expect(it.group.desired).toBe(2);
    it.runAll();
    it.alarm('simple', 1);
    expect(it.group.desired).toBe(3);
    it.runAll();
    it.pass(60 * SECOND);
    it.alarm('simple', 1);
    expect(it.group.desired).toBe(3);
    expect(() => it.group.setDesired(5, 'a test', it.now, true)).toThrow('cooldown');
  });
});
