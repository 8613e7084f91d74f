import {
  alarmsOf,
  ScalingPolicies,
  TARGET_TRACKING,
  type TargetTrackingPolicy,
} from '../../../../local/services/autoscaling/model';
import { GroupOfInstances, MINUTE, SECOND } from './group-of-instances';

const POLICY: TargetTrackingPolicy = {
  type: 'TargetTrackingScaling',
  name: 'track',
  enabled: true,
  target: 80,
  disableScaleIn: false,
  warmup: 60,
};

function group(count: number, policy: TargetTrackingPolicy = POLICY) {
  const it = GroupOfInstances.inService(count);
  it.policies.put(policy);
  it.pass(10 * MINUTE);
  return it;
}

describe('target tracking', () => {
  test('goes to the capacity at which the metric would be at its target', () => {
    const it = group(4);
    it.alarm('track', 130, 80);
    // 4 x 130 / 80 = 6.5
    expect(it.group.desired).toBe(7);
  });

  test('an exact multiple is not rounded up by the computer’s arithmetic', () => {
    const it = group(3, { ...POLICY, target: 1.1 });
    it.alarm('track', 2.2, 1.1);
    expect(it.group.desired).toBe(6);
  });

  test('does not order again what still warms up', () => {
    const it = group(4);
    it.alarm('track', 120, 80);
    it.runAll();
    it.pass(30 * SECOND);
    it.alarm('track', 120, 80);
    expect(it.group.desired).toBe(6);
    it.pass(30 * SECOND);
    it.alarm('track', 120, 80);
    expect(it.group.desired).toBe(9);
  });

  test('scales in to no less than the target needs', () => {
    const it = group(10);
    it.alarm('track', 33, 72);
    // 10 x 33 / 80 = 4.1
    expect(it.group.desired).toBe(5);
  });

  test('can be assumed to scale in by one instance at a time', () => {
    const it = group(10);
    const policies = new ScalingPolicies(it.group, { ...TARGET_TRACKING, scaleIn: 'one' });
    policies.take({ policy: POLICY, breach: { metricValue: 10, threshold: 72 } });
    policies.decide(it.now);
    expect(it.group.desired).toBe(9);
  });

  test('does not scale in when that is disabled', () => {
    const it = group(10, { ...POLICY, disableScaleIn: true });
    it.alarm('track', 10, 72);
    expect(it.group.desired).toBe(10);
  });

  test('scales in only when all tracking policies that may would', () => {
    const it = group(10);
    it.policies.put({ ...POLICY, name: 'other' });
    it.alarm('track', 10, 72);
    expect(it.group.desired).toBe(10);
    it.policies.put({ ...POLICY, name: 'other', disableScaleIn: true });
    it.alarm('track', 10, 72);
    expect(it.group.desired).toBe(2);
  });

  test('never leaves zero: there is nothing to multiply', () => {
    const it = group(0);
    it.alarm('track', 10_000, 80);
    expect(it.group.desired).toBe(0);
  });

  test('missing data changes nothing', () => {
    const it = group(4);
    it.alarm('track', undefined, 80);
    expect(it.group.desired).toBe(4);
  });

  test('keeps an alarm of three minutes above the target, and one of fifteen below nine tenths of it', () => {
    expect(alarmsOf(POLICY)).toEqual([
      { side: 'High', comparison: 'GreaterThanThreshold', threshold: 80, evaluationPeriods: 3, period: 60 },
      { side: 'Low', comparison: 'LessThanThreshold', threshold: 72, evaluationPeriods: 15, period: 60 },
    ]);
    expect(alarmsOf({ ...POLICY, disableScaleIn: true }).map(({ side }) => side)).toEqual(['High']);
  });
});
