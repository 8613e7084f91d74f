import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ENVIRONMENT } from '../../model/environment';
import { InvalidOptionError } from '..';

export interface Ec2InstanceOptions {
  /** @default the environment variable `SPILLWAY_AUTO_SCALING_GROUP` */
  readonly autoScalingGroupName?: string;
  /**
   * The hook for `autoscaling:EC2_INSTANCE_TERMINATING` whose action is completed (CONTINUE) when the worker has
   * drained. Without one the worker drains all the same, but Auto Scaling does not wait for it.
   * @default the environment variable `SPILLWAY_LIFECYCLE_HOOK`
   */
  readonly lifecycleHookName?: string;
  /**
   * The hook for `autoscaling:EC2_INSTANCE_LAUNCHING` whose action is completed (CONTINUE) when the queue has answered the
   * worker's first receive: the instance is in service when its worker is, not when it has booted.
   * @default the environment variable `SPILLWAY_LAUNCH_LIFECYCLE_HOOK`
   */
  readonly launchLifecycleHookName?: string;
  /**
   * Seconds between two heartbeats of the lifecycle action while the worker drains, 1 to 7,199. It must be shorter than
   * the hook's HeartbeatTimeout, which is 30 to 7,200 seconds. @default 20
   */
  readonly heartbeatInterval?: number;
  /** Seconds between two looks at the metadata, 1 to 60. AWS recommends 5 for the Spot notice. @default 5 */
  readonly pollInterval?: number;
  /** What besides the Spot notice ends the worker: EC2's rebalance recommendation, which may come long before. @default 'ignore' */
  readonly rebalanceRecommendation?: 'drain' | 'ignore';
  /**
   * Protects the instance from scale-in from its first message on, until it has had none for a while. For work that
   * takes longer than a drain should: a fleet where each instance always has a message is never scaled in.
   * @default with the environment variable `SPILLWAY_PROTECTION_IDLE_AFTER` (seconds), else none
   */
  readonly scaleInProtection?: ScaleInProtectionOptions;
  /**
   * Seconds without a turn of the event loop after which the worker hangs: it is killed, for its service to start it
   * again, and the worker that comes then sets the instance unhealthy. 1 to 43,200, and longer than anything that a
   * handler does in one piece. The service needs `Restart=on-failure` and a `StateDirectory=`.
   * @default the environment variable `SPILLWAY_HANG_TIMEOUT`, or none: nobody looks
   */
  readonly hangTimeout?: number;
  /** The client for Auto Scaling. @default one of the instance's own, in the instance's region */
  readonly client?: AutoScalingClient;
  /**
   * Where the instance metadata service is. @default the environment variable `AWS_EC2_METADATA_SERVICE_ENDPOINT`, or
   * `http://169.254.169.254`, or with `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6` `http://[fd00:ec2::254]`
   */
  readonly metadataEndpoint?: string;
}

export interface ScaleInProtectionOptions {
  /** Seconds without a message after which the protection ends, 1 to 86,400. @default 60 */
  readonly idleAfter?: number;
}

/** @throws InvalidOptionError */
export function checkedOptions(options: Ec2InstanceOptions) {
  const groupName = (options.autoScalingGroupName ?? process.env[ENVIRONMENT.autoScalingGroup]) || undefined;
  const hookName = (options.lifecycleHookName ?? process.env[ENVIRONMENT.lifecycleHook]) || undefined;
  const launchHookName = (options.launchLifecycleHookName ?? process.env[ENVIRONMENT.launchLifecycleHook]) || undefined;
  const protection = options.scaleInProtection ?? protectionFromEnvironment();
  const hangTimeout = options.hangTimeout ?? secondsFromEnvironment(ENVIRONMENT.hangTimeout);
  const needs =
    (hookName && 'lifecycleHookName') ??
    (launchHookName && 'launchLifecycleHookName') ??
    (protection && 'scaleInProtection') ??
    (hangTimeout === undefined ? undefined : 'hangTimeout');
  if (needs !== undefined && groupName === undefined) {
    throw new InvalidOptionError(
      `'autoScalingGroupName' must be the name of the instance's Auto Scaling group, got none. '${needs}' needs it. ` +
        `Give 'autoScalingGroupName', or set the environment variable ${ENVIRONMENT.autoScalingGroup}.`,
    );
  }
  return {
    groupName,
    hookName,
    launchHookName,
    endpoint: endpointOf(options.metadataEndpoint),
    drainOnRebalance: options.rebalanceRecommendation === 'drain',
    pollIntervalMs: milliseconds('pollInterval', options.pollInterval ?? 5, 60),
    heartbeatIntervalMs: milliseconds('heartbeatInterval', options.heartbeatInterval ?? 20, 7_199),
    hangTimeoutMs: hangTimeout === undefined ? undefined : milliseconds('hangTimeout', hangTimeout, 43_200),
    idleAfterMs: protection && milliseconds('scaleInProtection.idleAfter', protection.idleAfter ?? 60, 86_400),
  };
}

function protectionFromEnvironment(): ScaleInProtectionOptions | undefined {
  const idleAfter = secondsFromEnvironment(ENVIRONMENT.protectionIdleAfter);
  return idleAfter === undefined ? undefined : { idleAfter };
}

function secondsFromEnvironment(name: string): number | undefined {
  const seconds = process.env[name];
  return seconds ? Number(seconds) : undefined;
}

const WHY = {
  pollInterval: 'A Spot notice comes two minutes before the end.',
  heartbeatInterval: "A heartbeat must come before the hook's HeartbeatTimeout (30 to 7,200 s) is over.",
  hangTimeout: 'It is the time in which the worker gives no sign of life, before it is killed.',
  'scaleInProtection.idleAfter': 'It is the time without a message after which the instance may be scaled in.',
} as const;

function milliseconds(name: keyof typeof WHY, seconds: number, max: number): number {
  if (!Number.isFinite(seconds) || seconds < 1 || seconds > max) {
    throw new InvalidOptionError(
      `'${name}' must be a number of seconds from 1 to ${max}, got ${seconds}. ${WHY[name]} Give a number in that range.`,
    );
  }
  return seconds * 1_000;
}

function endpointOf(given: string | undefined): string {
  const { AWS_EC2_METADATA_SERVICE_ENDPOINT: named, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: mode } = process.env;
  const byMode = mode?.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
  const endpoint = given ?? (named || byMode);
  if (!URL.canParse(endpoint)) {
    throw new InvalidOptionError(
      `'metadataEndpoint' must be a URL, got '${endpoint}'. It is where the instance metadata service answers. ` +
        "Give one such as 'http://169.254.169.254', or leave it out.",
    );
  }
  return endpoint.replace(/\/+$/, '');
}
