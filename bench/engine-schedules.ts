import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Counters } from '../test/consumer/engine/schedules/history';
import type { Plan } from '../test/consumer/engine/schedules/plan';
import { planOfSeed, runSchedule } from '../test/consumer/engine/schedules/schedule';
import { isWrong, shrink } from '../test/consumer/engine/schedules/shrink';

/**
 * `npx tsx bench/engine-schedules.ts [--from SEED] [--count N] [--processes N]` runs many schedules,
 * `--seed N [--plan JSON]` one of them, `--shrink N` looks for the smallest plan of a seed that still fails.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    plan: { type: 'string' },
    shrink: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '20000' },
    processes: { type: 'string', default: String(cpus().length) },
  },
});

const REPLAY = 'npx tsx bench/engine-schedules.ts';
/** Schedules that a process runs before it reports. */
const CHUNK = 1_000;

/** A schedule takes milliseconds. */
const NO_END_MS = 60_000;

interface Chunk {
  readonly from: number;
  readonly count: number;
}

interface Report {
  readonly count: number;
  readonly totals: Counters;
  readonly failed: readonly number[];
}

const none = (): Counters => ({ attempted: 0, acknowledged: 0, lost: 0, unexpected: 0, duplicated: 0 });

async function runChunk({ from, count }: Chunk): Promise<Report> {
  const totals = none();
  const failed: number[] = [];
  let seed = from;
  const watch = setInterval(() => {
    console.log(`seed ${seed} has no end (or the machine sleeps): ${REPLAY} --seed ${seed}`);
    process.exit(1);
  }, NO_END_MS);
  for (; seed < from + count; seed += 1) {
    watch.refresh();
    const verdict = await runSchedule(seed);
    add(totals, verdict.counters);
    if (isWrong(verdict)) {
      failed.push(seed);
      const { counters, violations } = verdict;
      console.log(`seed ${seed}: ${JSON.stringify(counters)} ${violations.join('; ')}`);
      console.log(`  again: ${REPLAY} --seed ${seed}   smaller: ${REPLAY} --shrink ${seed}`);
    }
  }
  clearInterval(watch);
  return { count, totals, failed };
}

function add(totals: Counters, more: Counters): void {
  for (const name of Object.keys(totals) as Array<keyof Counters>) {
    totals[name] += more[name];
  }
}

async function runMany(): Promise<void> {
  const [first, count, processes] = [Number(values.from), Number(values.count), Number(values.processes)];
  const totals = none();
  const startedAt = performance.now();
  let [next, done, failed] = [first, 0, 0];
  await Promise.all(
    Array.from({ length: processes }, async () => {
      const child = fork(__filename, [], { env: { ...process.env, ENGINE_SCHEDULES: 'worker' } });
      const ended = new Promise<never>((_, reject) =>
        child.once('exit', (code) => reject(new Error(`a process of the schedules ended with ${code}`))),
      );
      while (next < first + count) {
        const chunk: Chunk = { from: next, count: Math.min(CHUNK, first + count - next) };
        next += chunk.count;
        const answer = new Promise<Report>((resolve) => child.once('message', (report: Report) => resolve(report)));
        child.send(chunk);
        const report = await Promise.race([answer, ended]);
        add(totals, report.totals);
        done += report.count;
        failed += report.failed.length;
        if (process.stdout.isTTY) {
          process.stdout.write(`\r${done} of ${count}, ${failed} failed`);
        } else if (done % 100_000 < CHUNK) {
          console.log(`${done} of ${count}, ${failed} failed`);
        }
      }
      ended.catch(() => undefined);
      child.disconnect();
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`seeds ${first} to ${first + count - 1}: ${failed} of ${count} schedules failed`);
  print(totals);
  console.log(`${Math.round(seconds)} s, ${Math.round(count / seconds)} schedules a second, ${processes} processes`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function runOne(seed: number, plan: Plan | undefined): Promise<void> {
  const verdict = await runSchedule(seed, plan);
  print(verdict.counters);
  console.log(verdict.violations.join('\n'));
  process.exitCode = isWrong(verdict) ? 1 : 0;
}

async function shrinkOne(seed: number): Promise<void> {
  const fails = async (plan: Plan) => isWrong(await runSchedule(seed, plan));
  const own = planOfSeed(seed);
  if (!(await fails(own))) {
    console.log(`seed ${seed} does not fail`);
    return;
  }
  const plan = await shrink(own, fails);
  console.log(`${REPLAY} --seed ${seed} --plan '${JSON.stringify(plan)}'`);
  await runOne(seed, plan);
}

function print(counters: Counters): void {
  console.log(
    Object.entries(counters)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  );
}

if (process.env['ENGINE_SCHEDULES'] === 'worker') {
  // Nobody reads the stacks of injected errors, and taking them costs a tenth of the time.
  Error.stackTraceLimit = 0;
  process.on('message', (chunk: Chunk) => void runChunk(chunk).then((report) => process.send?.(report)));
} else if (values.shrink !== undefined) {
  void shrinkOne(Number(values.shrink));
} else if (values.seed !== undefined) {
  void runOne(Number(values.seed), values.plan === undefined ? undefined : (JSON.parse(values.plan) as Plan));
} else {
  void runMany();
}
