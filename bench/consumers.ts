import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ClientTask, Measured } from './consumers/client';
import { install } from './consumers/install';
import { type Cell, cells, type Entrant, entrants, failingCells, withLog } from './consumers/matrix';
import type { QueueSetup } from './consumers/queue';
import { aims, cellTables, failingTable, logTable, Results } from './consumers/report';
import { root } from './dist';
import { Peer } from './peer';

/**
 * `npm run bench:consumers [-- --quick]`: builds, installs the other libraries, measures, prints Markdown.
 * docs/benchmarks.md says what the rows mean.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const repetitions = values.quick ? 1 : 3;

async function main(): Promise<void> {
  const load = loadavg()[0] ?? 0;
  if (!values['no-build']) {
    const { status } = spawnSync(process.execPath, [join(root, 'bin', 'build.mjs')], { stdio: 'inherit' });
    if (status !== 0) process.exit(1);
  }
  const { node, versions } = install();
  const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0 && cpus().length > 1;
  const onCore = (core: number): readonly string[] => (pinned ? ['taskset', '-c', String(core), node] : [node]);

  const server = await Peer.start<{ endpoint: string }>('consumers/server.ts', [], { command: onCore(0) });
  const clients = new Map<Entrant, Peer>();
  const results = new Results();
  const measure = async (entrant: Entrant, cell: Cell): Promise<void> => {
    const client = clients.get(entrant);
    await server.peer.ask({ ...cell.setup } satisfies QueueSetup);
    const task: ClientTask = { ...cell.task, endpoint: server.ready.endpoint };
    const measured = await client?.ask<Measured>(task);
    if (measured !== undefined) results.add(entrant, cell, measured);
  };
  try {
    const wanted = [...entrants, withLog].filter(({ title }) => title.includes(values.only));
    for (const entrant of wanted) {
      const { peer } = await Peer.start('consumers/client.ts', [], {
        command: onCore(1),
        args: [`./contenders/${entrant.module}`, entrant.name],
        env: { NODE_NO_WARNINGS: '1', ...entrant.env },
        quiet: true,
      });
      clients.set(entrant, peer);
    }
    for (let repetition = 0; repetition <= repetitions; repetition += 1) {
      process.stderr.write(`repetition ${repetition} of ${repetitions} ...\n`);
      const order = repetition % 2 === 0 ? wanted : wanted.toReversed();
      // The first time warms the compiler up, with the cells that run most code.
      const now = repetition === 0 ? cells.slice(0, 1) : [...cells, ...failingCells];
      for (const cell of now) {
        for (const entrant of order) {
          if (isMeasured(entrant, cell)) await measure(entrant, cell);
        }
      }
      if (repetition === 0) results.clear();
    }
  } finally {
    for (const peer of [server.peer, ...clients.values()]) peer.stop();
  }

  const names = Array.from(versions, ([name, version]) => `${name} ${version}`).join(', ');
  print(
    `${names}; 2 of ${cpus().length} x ${cpus()[0]?.model.trim()}${pinned ? ', the server on one, the consumer on the other' : ''}; ` +
      `medians (least-most) of ${repetitions} repetitions; load before ${load.toFixed(1)}`,
  );
  for (const part of [...cellTables(results), failingTable(results), logTable(results), aims(results)]) print(part);
}

/** A mapping's own deletions are not the function's, and the log's cost shows where nothing else takes time. */
function isMeasured(entrant: Entrant, cell: Cell): boolean {
  if (entrant === withLog) return cell === cells[0];
  return !failingCells.includes(cell) || !entrant.kind.startsWith('Lambda');
}

const print = (text: string): void => void process.stdout.write(`${text}\n\n`);

void main();
