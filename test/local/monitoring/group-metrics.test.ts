import { GroupMetrics } from '../../../local/services/monitoring/group-metrics';
import { MetricStore } from '../../../local/services/monitoring/metric-store';
import type { GroupSample } from '../../../local/services/monitoring/sources';

const MINUTE = 60_000;
const PLACE = { account: '111122223333', region: 'us-east-1' };

function record(sample: Partial<GroupSample>) {
  const store = new MetricStore();
  const group: GroupSample = {
    ...PLACE,
    name: 'workers',
    enabledMetrics: new Set(),
    min: 0,
    max: 10,
    desired: 4,
    inService: 2,
    pending: 1,
    standby: 0,
    terminating: 3,
    total: 6,
    ...sample,
  };
  new GroupMetrics({ groups: () => [group] }, store).record(10 * MINUTE);
  return Object.fromEntries(
    store.list(PLACE).map((metric) => [metric.identity.name, metric.between(9 * MINUTE, 10 * MINUTE, 'None')?.sum]),
  );
}

test('a group reports each minute what is enabled, 0 as well', () => {
  const enabledMetrics = new Set([
    'GroupMinSize',
    'GroupDesiredCapacity',
    'GroupInServiceInstances',
    'GroupTotalCapacity',
  ]);
  expect(record({ enabledMetrics })).toEqual({
    GroupMinSize: 0,
    GroupDesiredCapacity: 4,
    GroupInServiceInstances: 2,
    GroupTotalCapacity: 6,
  });
});

test('a group without enabled metrics reports nothing', () => {
  expect(record({})).toEqual({});
});

test('its metrics are known by its name', () => {
  const store = new MetricStore();
  const group = {
    ...PLACE,
    name: 'workers',
    enabledMetrics: new Set(['GroupMaxSize']),
    min: 0,
    max: 7,
    desired: 0,
    inService: 0,
    pending: 0,
    standby: 0,
    terminating: 0,
    total: 0,
  };
  new GroupMetrics({ groups: () => [group] }, store).record(MINUTE);
  expect(store.list(PLACE).map(({ identity }) => identity)).toEqual([
    {
      namespace: 'AWS/AutoScaling',
      name: 'GroupMaxSize',
      dimensions: [{ name: 'AutoScalingGroupName', value: 'workers' }],
    },
  ]);
});
