import { InvalidOptionError } from '../../../consumer';
import { type Ec2InstanceOptions, ec2Instance } from '../../../consumer/ec2';

test.each<[Ec2InstanceOptions, string]>([
  [
    { lifecycleHookName: 'drain' },
    "'autoScalingGroupName' must be the name of the instance's Auto Scaling group, got none. 'lifecycleHookName' needs it. " +
      "Give 'autoScalingGroupName', or set the environment variable SPILLWAY_AUTO_SCALING_GROUP.",
  ],
  [
    { scaleInProtection: {} },
    "'autoScalingGroupName' must be the name of the instance's Auto Scaling group, got none. 'scaleInProtection' needs it. " +
      "Give 'autoScalingGroupName', or set the environment variable SPILLWAY_AUTO_SCALING_GROUP.",
  ],
  [
    { pollInterval: 0 },
    "'pollInterval' must be a number of seconds from 1 to 60, got 0. A Spot notice comes two minutes before the end. " +
      'Give a number in that range.',
  ],
  [
    { heartbeatInterval: 7_200 },
    "'heartbeatInterval' must be a number of seconds from 1 to 7199, got 7200. " +
      "A heartbeat must come before the hook's HeartbeatTimeout (30 to 7,200 s) is over. Give a number in that range.",
  ],
  [
    { autoScalingGroupName: 'workers', scaleInProtection: { idleAfter: Number.NaN } },
    "'scaleInProtection.idleAfter' must be a number of seconds from 1 to 86400, got NaN. " +
      'It is the time without a message after which the instance may be scaled in. Give a number in that range.',
  ],
  [
    { autoScalingGroupName: 'workers', hangTimeout: 0 },
    "'hangTimeout' must be a number of seconds from 1 to 43200, got 0. " +
      'It is the time in which the worker gives no sign of life, before it is killed. Give a number in that range.',
  ],
  [
    { metadataEndpoint: '169.254.169.254' },
    "'metadataEndpoint' must be a URL, got '169.254.169.254'. It is where the instance metadata service answers. " +
      "Give one such as 'http://169.254.169.254', or leave it out.",
  ],
])('%j is refused, with what to change', (options, message) => {
  expect(() => ec2Instance(options)).toThrow(new InvalidOptionError(message));
});
