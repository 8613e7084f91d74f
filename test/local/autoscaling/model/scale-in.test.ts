import { GroupOfInstances, MINUTE, TERMINATING_HOOK } from './group-of-instances';

describe('which instance is scaled in', () => {
  test('one of the zone with the most, whatever the policy says', () => {
    const availabilityZones = ['us-east-1a', 'us-east-1b'];
    const it = GroupOfInstances.inService(3, { availabilityZones, terminationPolicies: ['OldestInstance'] });
    it.pass(MINUTE);
    it.group.terminate('i-1', false, it.now);
    it.endAll();
    it.runAll();
    const zones = it.group.instances.map(({ id, availabilityZone }) => `${id} ${availabilityZone}`);
    expect(zones).toEqual(['i-2 us-east-1b', 'i-3 us-east-1a', 'i-4 us-east-1a']);
    it.desire(2);
    expect(it.terminated).toEqual(['i-3']);
    it.desire(1);
    // One in each zone: now the policy decides.
    expect(it.terminated).toEqual(['i-3', 'i-2']);
  });

  test.each([
    ['OldestInstance', 'i-1'],
    ['NewestInstance', 'i-3'],
  ] as const)('%s', (policy, victim) => {
    const it = new GroupOfInstances({ terminationPolicies: [policy] });
    for (const count of [1, 2, 3]) {
      it.desire(count);
      it.pass(MINUTE);
    }
    it.runAll();
    it.desire(2);
    expect(it.terminated).toEqual([victim]);
  });

  test('by default the one with the oldest launch template', () => {
    const it = new GroupOfInstances({ templateVersion: '2' });
    it.desire(1);
    it.group.configure({ ...it.group.settings, templateVersion: '1' }, it.now);
    it.desire(2);
    it.runAll();
    it.desire(1);
    expect(it.terminated).toEqual(['i-2']);
  });

  test('by default, with one template, the one that is closest to its next hour', () => {
    const it = new GroupOfInstances();
    it.desire(1);
    it.pass(30 * MINUTE);
    it.desire(2);
    it.pass(40 * MINUTE);
    it.runAll();
    // The first has run for 70 minutes, the second for 40.
    it.desire(1);
    expect(it.terminated).toEqual(['i-2']);
  });

  test('a protected instance stays, and the group says so once', () => {
    const it = GroupOfInstances.inService(2);
    it.group.setProtection(['i-1', 'i-2'], true, it.now);
    it.desire(0);
    it.pass(MINUTE);
    expect(it.terminated).toEqual([]);
    const failed = it.group.members.activities.all.filter(({ status }) => status === 'Failed');
    expect(failed.map(({ statusMessage }) => statusMessage)).toEqual([
      'Could not scale to desired capacity because all remaining instances are protected from scale-in.',
    ]);
    it.group.setProtection(['i-2'], false, it.now);
    expect(it.terminated).toEqual(['i-2']);
  });

  test('protection does not keep an instance that is terminated by its id', () => {
    const it = GroupOfInstances.inService(2, { newInstancesProtectedFromScaleIn: true });
    it.group.terminate('i-1', true, it.now);
    expect(it.terminated).toEqual(['i-1']);
    expect(it.group.desired).toBe(1);
  });

  test('one that is on its way out can no longer be protected', () => {
    const it = GroupOfInstances.inService(1, {}, [TERMINATING_HOOK]);
    it.desire(0);
    expect(() => it.group.setProtection(['i-1'], true, it.now)).toThrow('is not in InService');
  });

  test('the capacity goes below the minimum neither by a request nor with an instance', () => {
    const it = new GroupOfInstances({ minSize: 1 });
    it.desire(1);
    it.runAll();
    expect(() => it.desire(0)).toThrow('New SetDesiredCapacity value 0 is below min value 1');
    expect(() => it.group.terminate('i-1', true, it.now)).toThrow('desiredSize equals minSize (1)');
    it.group.terminate('i-1', false, it.now);
    expect(it.states).toEqual(['i-1 Terminating', 'i-2 Pending']);
  });
});
