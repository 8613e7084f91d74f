import { runSchedule } from './schedules/schedule';

test('random schedules with faults lose nothing, invent nothing and keep the order', async () => {
  const wrong: unknown[] = [];
  let attempted = 0;
  for (let seed = 1; seed <= 500; seed += 1) {
    const { counters, violations } = await runSchedule(seed);
    attempted += counters.attempted;
    if (counters.lost + counters.unexpected + violations.length > 0) {
      wrong.push({ again: `npx tsx bench/engine-schedules.ts --seed ${seed}`, counters, violations });
    }
  }
  expect(wrong).toEqual([]);
  expect(attempted).toBeGreaterThan(5_000);
}, 120_000);

test('a seed gives the same schedule again', async () => {
  expect(await runSchedule(7)).toEqual(await runSchedule(7));
});
