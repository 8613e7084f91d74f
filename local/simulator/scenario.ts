import type { Agenda } from './agenda';
import type { Chance } from './chance';
import type { Fleet } from './fleet/fleet';
import type { WorkerSettings } from './fleet/worker';
import type { SimulatedQueue, SimulatedQueueSettings } from './simulated-queue';
import type { Workload } from './workload/workload';

/** What all fleets that are compared have in common. */
export interface Scenario {
  readonly workload: Workload;
  readonly queue: SimulatedQueueSettings;
  readonly worker: WorkerSettings;
  /** Seconds that a message may wait before its work begins. */
  readonly acceptableLatency: number;
  /** Seconds that the fleet exists before the workload begins; they are not paid for. */
  readonly leadTime: number;
  /** Seconds after the workload's end that are still simulated and paid for: a fleet has to come down, too. */
  readonly tail: number;
}

/** What a fleet's control sees and moves. */
export interface World {
  readonly scenario: Scenario;
  readonly agenda: Agenda;
  readonly queue: SimulatedQueue;
  readonly fleet: Fleet;
  readonly chance: Chance;
  /** Milliseconds since 1970: when the workload begins. */
  readonly begin: number;
  readonly end: number;
}

/** Who decides how many instances there are. */
export interface FleetControl {
  readonly name: string;
  /** Called once, before the first message, to order instances and to note in the agenda when it decides. */
  start(world: World): RunningControl;
}

export interface RunningControl {
  /** The capacity that is wanted at this moment. */
  readonly desired: number;
}
