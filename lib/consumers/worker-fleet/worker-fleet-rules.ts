import type { Rule } from '../../guard/rule';
import type { WorkerFleetProps } from './worker-fleet-props';

export const WORKER_FLEET_RULES: readonly Rule<WorkerFleetProps>[] = [];
