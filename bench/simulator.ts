import { cpus } from 'node:os';
import { DEFAULT_TIMING } from '../local/services/monitoring/metric-timing';
import { Chance } from '../local/simulator/chance';
import { autoscaled, DEFAULT_ASSUMPTIONS } from '../local/simulator/control/autoscaled';
import { DEFAULT_MACHINE } from '../local/simulator/fleet/machine';
import { DEFAULT_BACKOFF } from '../local/simulator/fleet/worker';
import { simulate } from '../local/simulator/simulate';
import { drawPattern } from '../local/simulator/workload/patterns';
import { studyFleet } from './scaling/study-fleet';
import { number, show, summarize } from './statistics';
import { table } from './table';

/** `npx tsx bench/simulator.ts [repetitions]`: how long a million messages take, through the construct's own fleet. */
const REPETITIONS = Number(process.argv[2] ?? 3);
const DAY = 86_400;
const LOAD = { processingTime: 10, acceptableLatency: 120, concurrency: 4, max: 200 };

const fleet = studyFleet(LOAD);
const workload = drawPattern(
  'diurnal',
  { duration: DAY, rate: 1_000_000 / DAY, processingTime: LOAD.processingTime },
  new Chance('a million'),
);
const scenario = {
  workload,
  queue: fleet.queue,
  worker: { concurrency: LOAD.concurrency, backoff: DEFAULT_BACKOFF },
  acceptableLatency: LOAD.acceptableLatency,
  leadTime: 1200,
  tail: 1800,
};
const assumptions = { ...DEFAULT_ASSUMPTIONS, timing: DEFAULT_TIMING };

const runs = Array.from({ length: REPETITIONS }, (_, index) => {
  const control = autoscaled('this fleet', fleet, DEFAULT_MACHINE, assumptions);
  const { user: before } = process.cpuUsage();
  const began = performance.now();
  const outcome = simulate(scenario, control, `run ${index}`);
  return { wall: (performance.now() - began) / 1000, processor: (process.cpuUsage().user - before) / 1e6, outcome };
});

process.stdout.write(
  `Node.js ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}; medians (least-most) of ${REPETITIONS} repetitions\n\n`,
);
process.stdout.write(
  `${table(
    ['simulated', 'seconds', 'seconds of a processor', 'most instances', 'most memory, MB'],
    [
      [
        `${number(workload.jobs.length)} messages over a day, a fleet from 0 to ${LOAD.max}`,
        show(summarize(runs.map(({ wall }) => wall)), 1),
        show(summarize(runs.map(({ processor }) => processor)), 1),
        number(Math.max(...runs.map(({ outcome }) => outcome.cost.mostInstances))),
        number(process.resourceUsage().maxRSS / 1024),
      ],
    ],
  )}\n`,
);
