import { parseArgs } from 'node:util';
import type { Counters } from '../test/consumer/engine/schedules/history';
import { runSchedule } from '../test/consumer/engine/schedules/schedule';

/** `npx tsx bench/engine-schedules.ts [--from SEED] [--count N]`, or `--seed N` to see one schedule again. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '20000' },
  },
});

async function main(): Promise<void> {
  const first = Number(values.seed ?? values.from);
  const count = values.seed === undefined ? Number(values.count) : 1;
  const total: Counters = { attempted: 0, acknowledged: 0, lost: 0, unexpected: 0, duplicated: 0 };
  let failed = 0;
  const startedAt = performance.now();
  for (let seed = first; seed < first + count; seed += 1) {
    const { counters, violations } = await runSchedule(seed);
    for (const name of Object.keys(total) as Array<keyof Counters>) {
      total[name] += counters[name];
    }
    if (violations.length > 0 || counters.lost > 0 || counters.unexpected > 0) {
      failed += 1;
      console.log(`seed ${seed}: ${JSON.stringify(counters)} ${violations.join('; ')}`);
      console.log(`  again: npx tsx bench/engine-schedules.ts --seed ${seed}`);
    }
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`seeds ${first} to ${first + count - 1}: ${failed} of ${count} schedules failed`);
  console.log(
    Object.entries(total)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  );
  console.log(`${Math.round(count / seconds)} schedules a second`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
