import { GroupOfInstances, LAUNCHING_HOOK, MINUTE, SECOND, TERMINATING_HOOK } from './group-of-instances';

describe('instances of an Auto Scaling group', () => {
  test('as many are launched as are desired, and each comes into service when it runs', () => {
    const it = new GroupOfInstances();
    it.desire(2);
    expect(it.states).toEqual(['i-1 Pending', 'i-2 Pending']);
    it.group.instanceRunning('i-2', it.now);
    expect(it.states).toEqual(['i-1 Pending', 'i-2 InService']);
    expect(it.group.counts).toEqual({ pending: 1, inService: 1, standby: 0, terminating: 0, total: 2 });
  });

  test('one that the group no longer wants is terminated, and is gone once EC2 says so', () => {
    const it = GroupOfInstances.inService(2);
    it.desire(1);
    expect(it.terminated).toEqual(['i-1']);
    expect(it.group.counts).toMatchObject({ inService: 1, terminating: 1 });
    it.endAll();
    expect(it.states).toEqual(['i-2 InService']);
  });

  test('one that ends by itself is replaced', () => {
    const it = GroupOfInstances.inService(1);
    it.group.instanceGone('i-1', it.now);
    expect(it.states).toEqual(['i-2 Pending']);
    const causes = it.group.members.activities.all.map(({ cause }) => cause).join(' ');
    expect(causes).toContain('EC2 health check');
  });

  test('one that could not be launched is tried again after a minute', () => {
    const it = new GroupOfInstances();
    it.desire(1);
    it.group.launchFailed('i-1', 'We currently do not have sufficient capacity.', it.now);
    expect(it.states).toEqual([]);
    expect(it.group.members.activities.all[0]).toMatchObject({ status: 'Failed', statusMessage: /sufficient/ });
    expect(it.group.nextDeadline).toBe(it.now + MINUTE);
    it.pass(MINUTE);
    expect(it.states).toEqual(['i-2 Pending']);
  });

  test('one that is reported unhealthy is replaced, but not within the grace period', () => {
    const it = GroupOfInstances.inService(1, { healthCheckGracePeriod: 30 });
    it.group.setHealth('i-1', 'Unhealthy', it.now);
    expect(it.states).toEqual(['i-1 InService']);
    it.pass(30 * SECOND);
    it.group.setHealth('i-1', 'Unhealthy', it.now);
    expect(it.states).toEqual(['i-1 Terminating', 'i-2 Pending']);
  });

  test('while a process is suspended nothing of its kind happens', () => {
    const it = GroupOfInstances.inService(2, { suspended: new Set(['Terminate']) });
    it.desire(0);
    expect(it.terminated).toEqual([]);
    it.group.configure({ ...it.group.settings, suspended: new Set() }, it.now);
    expect(it.terminated).toEqual(['i-1', 'i-2']);
  });

  test('in standby it does not count, and comes back through the hooks for launching', () => {
    const it = GroupOfInstances.inService(2);
    it.group.enterStandby(['i-1'], true, it.now);
    expect(it.group.desired).toBe(1);
    expect(it.group.counts).toMatchObject({ inService: 1, standby: 1 });
    it.group.members.held.put(LAUNCHING_HOOK);
    it.group.exitStandby(['i-1'], it.now);
    expect(it.states).toEqual(['i-1 Pending:Wait', 'i-2 InService']);
  });
});

describe('lifecycle hooks', () => {
  test('a launching instance waits for the answer before it is in service', () => {
    const it = GroupOfInstances.inService(1, {}, [LAUNCHING_HOOK]);
    expect(it.states).toEqual(['i-1 Pending:Wait']);
    it.group.completeAction({ hookName: 'boot', instanceId: 'i-1' }, 'CONTINUE', it.now);
    expect(it.states).toEqual(['i-1 InService']);
    expect(it.told).toEqual([
      'desired 0 to 1',
      'i-1 Pending',
      'i-1 Pending:Wait',
      'i-1 held by boot',
      'i-1 let go by boot: CONTINUE',
      'i-1 Pending:Proceed',
      'i-1 InService',
    ]);
  });

  test('a launch that is abandoned, or that nobody answers for in time, ends the instance, and another one is launched', () => {
    const it = GroupOfInstances.inService(2, {}, [LAUNCHING_HOOK]);
    it.group.completeAction({ hookName: 'boot', instanceId: 'i-1' }, 'ABANDON', it.now);
    expect(it.states).toEqual(['i-1 Terminating', 'i-2 Pending:Wait', 'i-3 Pending']);
    it.pass(120 * SECOND);
    expect(it.terminated).toEqual(['i-1', 'i-2']);
    expect(it.told).toContain('i-2 let go by boot: timeout');
  });

  test('a terminating instance is ended only after the answer', () => {
    const it = GroupOfInstances.inService(1, {}, [TERMINATING_HOOK]);
    it.desire(0);
    expect(it.states).toEqual(['i-1 Terminating:Wait']);
    expect(it.terminated).toEqual([]);
    it.group.completeAction({ hookName: 'drain', instanceId: 'i-1' }, 'CONTINUE', it.now);
    expect(it.states).toEqual(['i-1 Terminating:Proceed']);
    expect(it.terminated).toEqual(['i-1']);
  });

  test('heartbeats prolong the wait, each by the timeout, up to a hundred timeouts', () => {
    const it = GroupOfInstances.inService(1, {}, [TERMINATING_HOOK]);
    it.desire(0);
    for (let beat = 0; beat < 119; beat++) {
      it.pass(50 * SECOND);
      it.group.heartbeat({ hookName: 'drain', instanceId: 'i-1' }, it.now);
    }
    expect(it.terminated).toEqual([]);
    // 100 timeouts of 60 seconds are over 50 seconds after the 119th heartbeat.
    it.pass(50 * SECOND);
    expect(it.terminated).toEqual(['i-1']);
  });

  test('with two hooks the instance waits for both, unless one abandons', () => {
    const second = { ...TERMINATING_HOOK, name: 'logs' };
    const it = GroupOfInstances.inService(2, {}, [TERMINATING_HOOK, second]);
    it.desire(0);
    it.group.completeAction({ hookName: 'drain', instanceId: 'i-1' }, 'CONTINUE', it.now);
    it.group.completeAction({ hookName: 'drain', instanceId: 'i-2' }, 'ABANDON', it.now);
    expect(it.states).toEqual(['i-1 Terminating:Wait', 'i-2 Terminating:Proceed']);
  });

  test('an action is named by its token too, and an answer to one that is over is refused', () => {
    const it = GroupOfInstances.inService(1, {}, [TERMINATING_HOOK]);
    it.desire(0);
    const token = it.group.instances[0]?.waitingFor[0]?.token ?? '';
    it.group.completeAction({ hookName: 'drain', token }, 'CONTINUE', it.now);
    expect(() => it.group.completeAction({ hookName: 'drain', token }, 'CONTINUE', it.now)).toThrow(
      'No active Lifecycle Action found with token',
    );
  });

  test('deleting a hook lets those go that wait for it', () => {
    const it = GroupOfInstances.inService(1, {}, [TERMINATING_HOOK]);
    it.desire(0);
    it.group.deleteHook(TERMINATING_HOOK, it.now);
    expect(it.terminated).toEqual(['i-1']);
  });

  test('deleting the group by force waits for no hook', () => {
    const it = GroupOfInstances.inService(2, {}, [TERMINATING_HOOK]);
    it.desire(1);
    it.group.empty(it.now);
    expect(it.terminated.sort()).toEqual(['i-1', 'i-2']);
    it.endAll();
    expect(it.states).toEqual([]);
  });
});
