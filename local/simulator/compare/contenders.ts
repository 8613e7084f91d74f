import { type Assumptions, autoscaled } from '../control/autoscaled';
import { perfectForecast } from '../control/forecast';
import { keda } from '../control/keda';
import type { Machine } from '../fleet/machine';
import { staticFleet } from '../fleet/static-fleet';
import { staticSizes } from '../plan/plan';
import type { FleetControl, Scenario } from '../scenario';
import type { FleetTemplate } from '../template/read-fleet';
import { acceptableBacklog, backlogPerInstance, queueProcessingSteps } from './baselines';

export interface ContestSettings {
  readonly machine: Machine;
  readonly assumptions: Assumptions;
  /** Seconds that one message takes on the average, as whoever sets the policies up knows it. */
  readonly processingTime: number;
}

/** The template's fleet, and what it is compared with: same machine, same worker, same limits. */
export function contenders(
  fleet: FleetTemplate,
  scenario: Scenario,
  { machine, assumptions, processingTime }: ContestSettings,
): readonly FleetControl[] {
  const { acceptableLatency, worker } = scenario;
  const { concurrency } = worker;
  const load = { processingTime, acceptableLatency, concurrency };
  const { peak, mean } = staticSizes(scenario);
  const { group } = fleet;
  return [
    autoscaled('this fleet', fleet, machine, assumptions),
    autoscaled('AWS backlog per instance', backlogPerInstance(fleet, load), machine, assumptions),
    autoscaled('CDK queue steps', queueProcessingSteps(fleet), machine, assumptions),
    keda('KEDA, a slot each', concurrency, group, machine),
    keda('KEDA, backlog', concurrency + acceptableBacklog(load), group, machine),
    staticFleet(peak, 'static at peak'),
    staticFleet(mean, 'static at mean'),
    perfectForecast(group, machine),
  ];
}
