import { readFileSync, writeFileSync } from 'node:fs';
import { type JsonObject, objectOf } from '../../../lib/guard/template/stack-template';
import { DEFAULT_TIMING } from '../../../local/services/monitoring/metric-timing';
import { Chance } from '../../../local/simulator/chance';
import { contenders } from '../../../local/simulator/compare/contenders';
import { type Contest, contest } from '../../../local/simulator/compare/contest';
import { autoscaled, DEFAULT_ASSUMPTIONS } from '../../../local/simulator/control/autoscaled';
import { DEFAULT_MACHINE } from '../../../local/simulator/fleet/machine';
import { DEFAULT_BACKOFF } from '../../../local/simulator/fleet/worker';
import type { Scenario } from '../../../local/simulator/scenario';
import { type FleetTemplate, readFleet } from '../../../local/simulator/template/read-fleet';
import { FleetTemplateError } from '../../../local/simulator/template/template-error';
import { drawPattern } from '../../../local/simulator/workload/patterns';
import { readTrace } from '../../../local/simulator/workload/trace';
import { TraceError } from '../../../local/simulator/workload/trace-error';
import type { Workload } from '../../../local/simulator/workload/workload';
import { UsageError } from '../../usage-error';
import { readAssembly } from '../check/read-assembly';
import { type SimulateFlags, type SimulateOptions, simulateOptions } from './options';
import { picture } from './picture/picture';
import { type Setting, showReport } from './report';

/** Seconds before the workload in which the fleet settles, and after it in which it comes down. */
const LEAD_TIME = 1200;
const TAIL = 1800;
/** Of the named patterns, when nothing is known of the work. */
const DEFAULT_PROCESSING_TIME = 10;

/** Simulates the fleet of a template under a workload, alone or beside others. Returns the exit code. */
export function runSimulate(path: string, flags: SimulateFlags): number {
  const options = simulateOptions(flags);
  const { result, setting } = asUsageErrors(() => simulateFleet(path, options, flags.compare));
  if (flags.svg !== undefined) writeFileSync(flags.svg, draw(result, setting));
  if (flags.json) {
    const standings = result.standings.map(({ first: _picture, ...figures }) => figures);
    process.stdout.write(`${JSON.stringify({ setting, ...result, standings }, undefined, 2)}\n`);
  } else showReport(result, setting);
  return 0;
}

function simulateFleet(
  path: string,
  options: SimulateOptions,
  compare: boolean,
): { readonly result: Contest; readonly setting: Setting } {
  const fleet = fleetOf(path, options.fleet);
  const concurrency = options.concurrency ?? fleet.concurrency;
  if (concurrency === undefined) {
    throw new UsageError(
      "'--concurrency' must be given for this template, got nothing. Its launch template does not say how many messages a worker takes at a time. Give the number, as in '--concurrency 10'.",
    );
  }
  const { acceptableLatency, bootTime, metricDelay, interruptions: interruptionsPerHour, seeds } = options;
  const workloadOf = workloads(options);
  const first = workloadOf(seeds[0] ?? '1');
  const processingTime = options.processingTime ?? meanWork(first);
  const scenarioOf = (seed: string): Scenario => ({
    workload: workloadOf(seed),
    queue: fleet.queue,
    worker: { concurrency, backoff: DEFAULT_BACKOFF },
    acceptableLatency,
    leadTime: LEAD_TIME,
    tail: TAIL,
  });
  const machine = { ...DEFAULT_MACHINE, bootTime, interruptionsPerHour };
  const timing = { ...DEFAULT_TIMING, publicationSeconds: metricDelay };
  const assumptions = { ...DEFAULT_ASSUMPTIONS, timing };
  const controlsOf = (scenario: Scenario) =>
    compare
      ? contenders(fleet, scenario, { machine, assumptions, processingTime })
      : [autoscaled('this fleet', fleet, machine, assumptions)];
  return {
    result: contest(seeds, scenarioOf, controlsOf, bootTime),
    setting: {
      workload: first.name,
      messages: first.jobs.length,
      duration: first.duration / 1000,
      ...{ acceptableLatency, processingTime, bootTime, metricDelay, interruptionsPerHour, concurrency },
      seeds: seeds.length,
    },
  };
}

/** The fleet of the one stack that has it. */
function fleetOf(path: string, logicalId: string | undefined): FleetTemplate {
  const { stacks } = readAssembly(path);
  const withGroups = stacks.filter(({ template }) => hasGroup(template, logicalId));
  const [stack, ...others] = withGroups;
  if (stack === undefined || others.length > 0) {
    const names = withGroups.map(({ id }) => id).join(', ');
    throw new UsageError(
      `'dir' must have one stack with an Auto Scaling group${logicalId === undefined ? '' : ` '${logicalId}'`}, got ${names || 'none'}. One fleet is simulated at a time. Give the template of its stack, and its logical id with '--fleet' where there are several.`,
    );
  }
  return readFleet(stack.template, logicalId);
}

function hasGroup(template: JsonObject, logicalId: string | undefined): boolean {
  return Object.entries(objectOf(template['Resources'])).some(
    ([id, resource]) => objectOf(resource)['Type'] === 'AWS::AutoScaling::AutoScalingGroup' && (logicalId ?? id) === id,
  );
}

function workloads({ source, duration, rate, processingTime = DEFAULT_PROCESSING_TIME }: SimulateOptions) {
  if (source.kind === 'trace') {
    const trace = readTrace(source.path, readText(source.path));
    return (): Workload => trace;
  }
  return (seed: string): Workload =>
    drawPattern(source.name, { duration, rate, processingTime }, new Chance(`workload ${seed}`));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `'--trace' must be a file, got '${path}', which cannot be read: ${error instanceof Error ? error.message : error}. Give a CSV file with the columns time and work.`,
    );
  }
}

const meanWork = ({ jobs }: Workload): number => jobs.reduce((sum, { work }) => sum + work, 0) / jobs.length;

function draw({ standings }: Contest, { workload, acceptableLatency, bootTime, metricDelay }: Setting): string {
  const subtitle = `boot ${bootTime} s, metric delay ${metricDelay} s, acceptable wait ${acceptableLatency} s`;
  // What never changes makes no picture, and a fleet that is far too small would set the scale for all others.
  const moving = standings.filter(({ first }) => first.cost.starts + first.cost.stops > 0 || standings.length === 1);
  return picture(
    moving.map(({ first }) => first),
    { title: workload, subtitle, acceptableLatency },
  );
}

/** What is wrong with the files that were given is not a defect of the command. */
function asUsageErrors<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof TraceError || error instanceof FleetTemplateError) throw new UsageError(error.message);
    throw error;
  }
}
