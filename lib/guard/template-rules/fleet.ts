import { LIFECYCLE_HEARTBEAT } from '../../../model/limits/auto-scaling';
import { isWithin } from '../../../model/limits/limit';
import { listOf, objectOf } from '../template/stack-template';
import type { Reader, TemplateRule } from '../template/template-rule';
import { location, rangeRule, resourceRule } from './rule-kinds';

const HEARTBEAT = {
  consequence: 'Auto Scaling answers ValidationError',
  fix: 'Set heartbeatTimeout to between Duration.seconds(30) and Duration.hours(2), and record heartbeats for longer work',
};

export const FLEET_RULES: readonly TemplateRule[] = [
  rangeRule({
    id: 'LifecycleHeartbeat',
    type: 'AWS::AutoScaling::LifecycleHook',
    path: ['HeartbeatTimeout'],
    limit: LIFECYCLE_HEARTBEAT,
    ...HEARTBEAT,
  }),
  resourceRule({
    id: 'GroupLifecycleHeartbeat',
    severity: 'error',
    title: "A group's own lifecycle hooks wait as long as Auto Scaling allows",
    types: ['AWS::AutoScaling::AutoScalingGroup'],
    *judge(read) {
      for (const [index, hook] of listOf(read.at('LifecycleHookSpecificationList')).entries()) {
        const seconds = read.number(objectOf(hook)['HeartbeatTimeout']);
        if (seconds === undefined || isWithin(LIFECYCLE_HEARTBEAT, seconds)) continue;
        yield {
          location: location('LifecycleHookSpecificationList', index, 'HeartbeatTimeout'),
          problem: `'HeartbeatTimeout' must be a whole number of seconds from ${LIFECYCLE_HEARTBEAT.min} to ${LIFECYCLE_HEARTBEAT.max}, got ${seconds}`,
          ...HEARTBEAT,
        };
      }
    },
  }),
  resourceRule({
    id: 'TargetValue',
    severity: 'error',
    title: 'Target tracking has a target above 0',
    types: ['AWS::AutoScaling::ScalingPolicy', 'AWS::ApplicationAutoScaling::ScalingPolicy'],
    *judge(read) {
      const name =
        read.resource.type === 'AWS::AutoScaling::ScalingPolicy'
          ? 'TargetTrackingConfiguration'
          : 'TargetTrackingScalingPolicyConfiguration';
      const target = read.number(read.at(name, 'TargetValue'));
      if (target === undefined || target > 0) return;
      yield {
        location: location(name, 'TargetValue'),
        problem: `'TargetValue' must be greater than 0, got ${target}`,
        consequence: 'Auto Scaling answers ValidationError: no number of instances could ever meet it',
        fix: "Set it to the backlog that one instance may have: the acceptable latency divided by one message's time",
      };
    },
  }),
  resourceRule({
    id: 'InstanceMetadata',
    severity: 'warning',
    title: 'Instances take metadata requests with a token only (IMDSv2)',
    types: ['AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'],
    *judge(read) {
      const path =
        read.resource.type === 'AWS::EC2::LaunchTemplate'
          ? ['LaunchTemplateData', 'MetadataOptions', 'HttpTokens']
          : ['MetadataOptions', 'HttpTokens'];
      const tokens = read.at(...path);
      if (isLeftOpen(read, path) || read.known(tokens) === 'required') return;
      yield {
        location: location(...path),
        problem: `'HttpTokens' must be required, got ${read.known(tokens) ?? 'nothing'}`,
        consequence: "IMDSv1 stays on: whoever makes the worker fetch a URL can have the role's credentials",
        fix: "Add 'requireImdsv2: true'",
      };
    },
  }),
];

/** A condition or a parameter may decide on any level. */
function isLeftOpen(read: Reader, path: readonly string[]): boolean {
  return path.some((_step, index) => read.isUnknown(read.at(...path.slice(0, index + 1))));
}
