import type { Kernel } from '../../kernel/kernel';
import type { Fleet } from '../ec2/fleet';
import type { AlarmActionTarget } from '../monitoring/alarm-actions';
import type { GroupSample } from '../monitoring/sources';
import type { Router, Service } from '../service';
import { setDesiredCapacity, terminateInstanceInAutoScalingGroup } from './actions/capacity';
import { createAutoScalingGroup } from './actions/create-auto-scaling-group';
import { deleteAutoScalingGroup } from './actions/delete-auto-scaling-group';
import { describeAutoScalingGroups } from './actions/describe-auto-scaling-groups';
import { describeAutoScalingInstances } from './actions/describe-auto-scaling-instances';
import { describeScalingActivities } from './actions/describe-scaling-activities';
import { cancelInstanceRefresh, describeInstanceRefreshes, startInstanceRefresh } from './actions/instance-refresh';
import { enterStandby, exitStandby, setInstanceHealth, setInstanceProtection } from './actions/instance-state';
import { completeLifecycleAction, recordLifecycleActionHeartbeat } from './actions/lifecycle-actions';
import { deleteLifecycleHook, describeLifecycleHooks, putLifecycleHook } from './actions/lifecycle-hooks';
import { disableMetricsCollection, enableMetricsCollection } from './actions/metrics-collection';
import { resumeProcesses, suspendProcesses } from './actions/processes';
import { deletePolicy, describePolicies, executePolicy, putScalingPolicy } from './actions/scaling-policies';
import { createOrUpdateTags, deleteTags, describeTags } from './actions/tags';
import { updateAutoScalingGroup } from './actions/update-auto-scaling-group';
import { alarmTarget } from './alarm-target';
import type { AutoScaling } from './autoscaling-context';
import { groupSamples } from './group-samples';
import { Groups } from './groups';

/** What Auto Scaling offers to others: metrics for CloudWatch, and the scaling policies as actions of alarms. */
export interface AutoScalingService extends Service {
  groups(): Iterable<GroupSample>;
  readonly alarmTarget: AlarmActionTarget;
}

/** Amazon EC2 Auto Scaling. */
export function createAutoScaling(kernel: Kernel, router: Router, fleet: Fleet): AutoScalingService {
  const groups = new Groups();
  const autoScaling: AutoScaling = { kernel, router, fleet, groups, random: kernel.random.fork('autoscaling') };
  return {
    groups: () => groupSamples(groups),
    alarmTarget: alarmTarget(groups),
    name: 'autoscaling',
    operations: {
      CancelInstanceRefresh: cancelInstanceRefresh(autoScaling),
      CompleteLifecycleAction: completeLifecycleAction(autoScaling),
      CreateAutoScalingGroup: createAutoScalingGroup(autoScaling),
      CreateOrUpdateTags: createOrUpdateTags(autoScaling),
      DeleteAutoScalingGroup: deleteAutoScalingGroup(autoScaling),
      DeleteLifecycleHook: deleteLifecycleHook(autoScaling),
      DeletePolicy: deletePolicy(autoScaling),
      DeleteTags: deleteTags(autoScaling),
      DescribeAutoScalingGroups: describeAutoScalingGroups(autoScaling),
      DescribeAutoScalingInstances: describeAutoScalingInstances(autoScaling),
      DescribeInstanceRefreshes: describeInstanceRefreshes(autoScaling),
      DescribeLifecycleHooks: describeLifecycleHooks(autoScaling),
      DescribePolicies: describePolicies(autoScaling),
      DescribeScalingActivities: describeScalingActivities(autoScaling),
      DescribeTags: describeTags(autoScaling),
      DisableMetricsCollection: disableMetricsCollection(autoScaling),
      EnableMetricsCollection: enableMetricsCollection(autoScaling),
      EnterStandby: enterStandby(autoScaling),
      ExecutePolicy: executePolicy(autoScaling),
      ExitStandby: exitStandby(autoScaling),
      PutLifecycleHook: putLifecycleHook(autoScaling),
      PutScalingPolicy: putScalingPolicy(autoScaling),
      RecordLifecycleActionHeartbeat: recordLifecycleActionHeartbeat(autoScaling),
      ResumeProcesses: resumeProcesses(autoScaling),
      SetDesiredCapacity: setDesiredCapacity(autoScaling),
      SetInstanceHealth: setInstanceHealth(autoScaling),
      SetInstanceProtection: setInstanceProtection(autoScaling),
      StartInstanceRefresh: startInstanceRefresh(autoScaling),
      SuspendProcesses: suspendProcesses(autoScaling),
      TerminateInstanceInAutoScalingGroup: terminateInstanceInAutoScalingGroup(autoScaling),
      UpdateAutoScalingGroup: updateAutoScalingGroup(autoScaling),
    },
  };
}
