import type { LimitWithDefault } from './limit';

// "LifecycleHook", Amazon EC2 Auto Scaling API Reference.

/** How long an instance waits for the completion of its lifecycle action, or for the next heartbeat. */
export const LIFECYCLE_HEARTBEAT: LimitWithDefault = { min: 30, max: 7_200, default: 3_600, unit: 'seconds' };
