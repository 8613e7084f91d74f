import { stripVTControlCharacters } from 'node:util';
import { describe as lineOf, stateLine } from '../../../../bin/commands/start/video/narrate';

const event = (type: string, fields: object) => ({ seq: 1, at: 0, type, ...fields });

/** Without colors. */
const plain = (line = '') => stripVTControlCharacters(line);

test.each([
  ['Video-FleetWakeUpAlarmE322906D-E3g2bQvOgkqj', 'FleetWakeUpAlarm'],
  ['TargetTracking-Video-Fleet-b39243df-AlarmHigh-5fd787bb-f78e-46a5-bd2f-faa92b235253', "target tracking's own"],
  ['an-alarm-of-mine', 'an-alarm-of-mine'],
])('the alarm %s is told of as %s', (alarm, name) => {
  const changed = event('monitoring.alarm-state-changed', { alarm, previous: 'OK', state: 'ALARM' });
  expect(plain(lineOf(changed))).toBe(`alarm     ${name}: OK to ALARM`);
});

test('a change of capacity says by which policy', () => {
  const cause =
    'a monitor alarm Video-FleetScaleInAlarm27FA84EE-zw1o86KDjUmr in state ALARM triggered policy Video-FleetScaleIn8084174A-xe6Mv1ItbhkF';
  const changed = event('autoscaling.desired-capacity-changed', { previous: 6, desired: 4, cause });
  expect(plain(lineOf(changed))).toBe('capacity  6 to 4 instances: policy FleetScaleIn');
});

test('an alarm that has no data yet is no news', () => {
  const changed = { alarm: 'Video-FleetBacklogAlarm3292734B-abcdefghijkl', previous: 'INSUFFICIENT_DATA', state: 'OK' };
  expect(lineOf(event('monitoring.alarm-state-changed', changed))).toBeUndefined();
});

test('a line about everything says where jobs and instances are', () => {
  const state = {
    queue: { visible: 3, inFlight: 2, delayed: 0 },
    deadLetters: 1,
    previews: 4,
    fleet: { desired: 2, instances: { Pending: 1, InService: 1 } },
  };
  expect(stateLine(state)).toBe('3 waiting, 2 in work, 4 done, 1 dead-lettered; 1 InService, 1 Pending');
  expect(stateLine({ ...state, fleet: { desired: 0, instances: {} } })).toMatch(/; no instances$/);
});
