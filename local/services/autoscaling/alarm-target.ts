import type { AlarmAction, AlarmActionTarget } from '../monitoring/alarm-actions';
import { noSuchPolicy } from './errors';
import type { Groups } from './groups';

/** What an alarm does that names a scaling policy. All alarms of one minute are decided together. */
export function alarmTarget(groups: Groups): AlarmActionTarget {
  return {
    service: 'autoscaling',
    take: ({ arn, state, alarmName, metricValue, threshold }: AlarmAction) => {
      const found = groups.ofPolicy(arn);
      if (found === undefined) throw noSuchPolicy(arn);
      const { live, policyName } = found;
      const policy = live.policies.find(policyName);
      // "Step and simple scaling policies": a policy acts on the state ALARM.
      if (policy === undefined || state !== 'ALARM') return;
      live.policies.take({ policy, breach: { metricValue, threshold }, alarmName });
      live.decideSoon();
    },
  };
}
