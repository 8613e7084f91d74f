import { parseArgs } from 'node:util';
import { catalogue } from '../test/faults/catalogue';
import { impossible, runFault } from '../test/faults/run-fault';
import { type Row, table } from '../test/faults/table';
import { synthesize } from '../test/faults/world/stacks';
import { add, type Counters, noCounters } from '../test/faults/world/verdict';

/** `npx tsx bench/faults.ts [--seeds N] [--count MESSAGES] [--fault NAME]` prints the counters as a Markdown table. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    count: { type: 'string', default: '60' },
    fault: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const assembly = synthesize(['lambda', 'worker'], ['standard', 'fifo']);
  const rows: Row[] = [];
  const totals: Row[] = [];
  let failures = 0;
  try {
    for (const consumer of ['lambda', 'worker'] as const) {
      for (const queue of ['standard', 'fifo'] as const) {
        let total: Counters = noCounters;
        for (const fault of catalogue) {
          if (values.fault !== undefined && fault.name !== values.fault) continue;
          if (impossible(fault, { queue, consumer }) !== undefined) continue;
          let counters = noCounters;
          for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
            const options = { assembly: assembly.directory, queue, consumer, seed: String(seed) };
            const verdict = await runFault(fault, { ...options, count: Number(values.count) });
            counters = add(counters, verdict.counters);
            for (const violation of verdict.violations) {
              failures += 1;
              console.error(`${queue}, ${consumer}: ${fault.name}, seed ${seed}: ${violation}`);
            }
          }
          rows.push({ name: `${queue}, ${consumer}: ${fault.name}`, counters });
          total = add(total, counters);
        }
        totals.push({ name: `all, ${queue}, ${consumer}`, counters: total });
      }
    }
  } finally {
    assembly.remove();
  }
  console.log(table([...rows, ...totals]));
  process.exitCode = failures === 0 ? 0 : 1;
}

void main();
