import { Agenda } from './agenda';
import { Chance } from './chance';
import { Fleet } from './fleet/fleet';
import type { FleetControl, Scenario, World } from './scenario';
import { SimulatedQueue } from './simulated-queue';
import { Books } from './statistics/books';
import { Ledger } from './statistics/ledger';
import { type Outcome, outcomeOf } from './statistics/outcome';
import { Timeline } from './statistics/timeline';

const MINUTE_MS = 60_000;

/** A Monday at midnight: metrics and alarms count in whole minutes of the clock. */
const START = Date.UTC(2026, 0, 5);

/**
 * Runs one fleet through one workload, alone on a core and without a clock: an event loop over the local cloud's own
 * queue. The seed decides what the workload leaves to chance: where in CloudWatch's minute it begins, boot times,
 * interruptions. The same arguments give the same outcome.
 *
 * Throws a `BooksError` when the run contradicts itself; see {@link Books}.
 */
export function simulate(scenario: Scenario, control: FleetControl, seed: string): Outcome {
  const { workload } = scenario;
  const { jobs } = workload;
  const chance = new Chance(seed);
  const agenda = new Agenda(START);
  const ledger = new Ledger(jobs);
  const queue = new SimulatedQueue(
    scenario.queue,
    agenda,
    ledger.listener(() => agenda.now),
  );
  const fleet = new Fleet(scenario.worker, jobs, queue, agenda, ledger, chance.fork('backoff'));
  const begin = START + scenario.leadTime * 1000 + Math.floor(chance.fork('phase').number() * MINUTE_MS);
  const end = begin + workload.duration + scenario.tail * 1000;
  const world: World = { scenario, agenda, queue, fleet, chance, begin, end };
  const running = control.start(world);

  const send = (index: number) => {
    const job = jobs[index];
    if (job === undefined) return;
    agenda.at(begin + job.at, (now) => {
      queue.send(now);
      send(index + 1);
    });
  };
  send(0);
  const timeline = new Timeline(world, running);
  const books = new Books(queue, START);
  agenda.runUntil(end, (now) => {
    books.settle(now, queue.queue.depth(now));
    timeline.follow();
  });
  books.close(ledger, jobs, end);
  return outcomeOf(world, control.name, ledger, timeline);
}
