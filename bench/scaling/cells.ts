import { DEFAULT_TIMING } from '../../local/services/monitoring/metric-timing';
import { Chance } from '../../local/simulator/chance';
import { contenders } from '../../local/simulator/compare/contenders';
import { type Contest, contest } from '../../local/simulator/compare/contest';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../../local/simulator/control/autoscaled';
import { DEFAULT_MACHINE } from '../../local/simulator/fleet/machine';
import { DEFAULT_BACKOFF } from '../../local/simulator/fleet/worker';
import type { Scenario } from '../../local/simulator/scenario';
import type { FleetTemplate } from '../../local/simulator/template/read-fleet';
import { drawPattern, PATTERNS } from '../../local/simulator/workload/patterns';
import type { Workload } from '../../local/simulator/workload/workload';
import { type StudyLoad, studyFleet } from './study-fleet';
import { azure, azureSecondHalf, LOAD_BALANCER_WORK, loadBalancer } from './traces';

const SEEDS = Array.from({ length: 10 }, (_, index) => `study ${index + 1}`);
const PATTERN = { duration: 7200, rate: 2, processingTime: 10 };

export const WORKLOADS = [...PATTERNS, 'azure-llm-code', 'azure-second-half', 'load-balancer'] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

export interface Cell {
  readonly workload: WorkloadName;
  /** Seconds. */
  readonly bootTime: number;
  readonly metricDelay: number;
  readonly targetTracking?: Partial<Assumptions['targetTracking']>;
  /** The names of the fleets that run; all without it. */
  readonly only?: readonly string[];
  /** Whether the template's hooks are taken away, so that scale-in ends what is in work. */
  readonly withoutDrain?: boolean;
}

const meanWork = azure.jobs.reduce((sum, { work }) => sum + work, 0) / azure.jobs.length;

const common = { acceptableLatency: 120, concurrency: 4, max: 100 };
const patternLoad: StudyLoad = { ...common, processingTime: PATTERN.processingTime };
const azureLoad: StudyLoad = { ...common, processingTime: meanWork };
const loadBalancerLoad: StudyLoad = { ...common, processingTime: LOAD_BALANCER_WORK, acceptableLatency: 300 };
const fleets = new Map([patternLoad, azureLoad, loadBalancerLoad].map((load) => [load, studyFleet(load)]));

export function runCell({
  workload,
  bootTime,
  metricDelay,
  targetTracking,
  only,
  withoutDrain = false,
}: Cell): Contest {
  const load = loadOf(workload);
  const fleet = withoutDrain ? undrained(fleetOf(load)) : fleetOf(load);
  const scenarioOf = (seed: string): Scenario => ({
    workload: workloadOf(workload, seed),
    queue: fleet.queue,
    worker: { concurrency: load.concurrency, backoff: DEFAULT_BACKOFF },
    acceptableLatency: load.acceptableLatency,
    leadTime: 1200,
    tail: 1800,
  });
  const machine = { ...DEFAULT_MACHINE, bootTime };
  const assumptions = {
    timing: { ...DEFAULT_TIMING, publicationSeconds: metricDelay },
    targetTracking: { ...DEFAULT_ASSUMPTIONS.targetTracking, ...targetTracking },
  };
  const controlsOf = (scenario: Scenario) =>
    contenders(fleet, scenario, { machine, assumptions, processingTime: load.processingTime }).filter(
      ({ name }) => only?.includes(name) ?? true,
    );
  return contest(SEEDS, scenarioOf, controlsOf, bootTime);
}

function fleetOf(load: StudyLoad): FleetTemplate {
  const fleet = fleets.get(load);
  if (fleet === undefined) throw new Error('Each load has its fleet.');
  return fleet;
}

function undrained(fleet: FleetTemplate): FleetTemplate {
  const hooks = fleet.group.hooks.filter(({ transition }) => transition === 'autoscaling:EC2_INSTANCE_LAUNCHING');
  return { ...fleet, group: { ...fleet.group, hooks } };
}

function loadOf(workload: WorkloadName): StudyLoad {
  switch (workload) {
    case 'azure-llm-code':
    case 'azure-second-half':
      return azureLoad;
    case 'load-balancer':
      return loadBalancerLoad;
    default:
      return patternLoad;
  }
}

function workloadOf(workload: WorkloadName, seed: string): Workload {
  switch (workload) {
    case 'azure-llm-code':
      return azure;
    case 'azure-second-half':
      return azureSecondHalf;
    case 'load-balancer':
      return loadBalancer(new Chance(seed));
    default:
      return drawPattern(workload, PATTERN, new Chance(seed));
  }
}
