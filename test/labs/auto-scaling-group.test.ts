import { autoScalingGroup } from '../../labs/auto-scaling-group/lab';
import { PLAYABLE } from '../../labs/runner/run-lab';
import { type Change, failuresWith } from './failures-with';

const failures = (part: string, ...changes: readonly Change[]) =>
  failuresWith(autoScalingGroup, part, 'stack.ts', ...changes);

test('without a lifecycle hook the scale-in ends a worker in the middle of an order', async () => {
  expect(await failures('solution', [/group\.addLifecycleHook\(.*?\}\);/s, ''])).toEqual([
    expect.stringMatching(
      /^No order is ended in the middle and begun again: 1 order ended in the middle by a scale-in/,
    ),
  ]);
});

test('the number of messages alone orders the whole fleet for fifty orders', async () => {
  expect(await failures('solution', [/'visible \/ instances'/, "'visible'"])).toEqual([
    'Fifty orders are not answered with more than 7 instances: up to 10 instances',
  ]);
});

test('a fleet that may not scale in is as large in the end as in the rush', async () => {
  expect(await failures('solution', [/targetValue: 10,/, 'targetValue: 10, disableScaleIn: true,'])).toContain(
    'At most one instance is left in the end: 10 instances',
  );
});

test('a target that forgets how long metric, alarm and boot take is too late', async () => {
  expect(await failures('solution', [/targetValue: 10,/, 'targetValue: 30,'])).toEqual([
    expect.stringMatching(/^Each order is begun within 30 minutes: /),
  ]);
});

test('a policy on the predefined metric of processors is refused with what can be written instead', async () => {
  const [refusal] = await failures('start', [
    /group\.scaleToTrackMetric\(.*?\n {4}\}\);/s,
    "group.scaleOnCpuUtilization('Processor', { targetUtilizationPercent: 50 });",
  ]);
  expect(refusal).toContain(PLAYABLE);
  expect(refusal).toMatch(/got ASGAverageCPUUtilization\..*Give a 'CustomizedMetricSpecification'/);
});
