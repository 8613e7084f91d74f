import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { aimsTable } from './aims';
import { root } from './dist';
import { measureImportCost } from './import-cost';
import type { MemoryResult } from './memory';
import { Peer } from './peer';
import { countRequests } from './requests-per-message';
import { measureStartUp } from './start-up/start-up';
import { number, show } from './statistics';
import { table } from './table';
import { measureThroughput, throughputTable } from './throughput/throughput';

// The SDK's notice about Node 20 would stand in the tables.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** `npm run bench [-- repetitions]`: builds, measures, prints Markdown. docs/benchmarks.md says what the rows mean. */
async function main(repetitions: number): Promise<void> {
  const load = loadavg()[0] ?? 0;
  const { status } = spawnSync(process.execPath, [join(root, 'bin', 'build.mjs')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);

  progress('throughput');
  const throughput = await measureThroughput(repetitions);
  progress('start-up');
  const startUp = await measureStartUp(2 * repetitions);
  progress('memory');
  const memory = [await measureMemory(), await measureMemory(), await measureMemory()];
  progress('import cost');
  const importCost = measureImportCost(2 * repetitions);
  progress('requests per message');
  const requests = await countRequests(1000);

  const machine = `Node.js ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${process.platform} ${process.arch}`;
  print(`${machine}; medians (least-most) of ${repetitions} repetitions; load before ${number(load, 1)}`);
  print(throughputTable(throughput));
  print(
    table(
      ['start of the process to the first answer', 'milliseconds'],
      Array.from(startUp, ([program, time]) => [program, show(time)]),
    ),
  );
  print(
    table(
      [
        'one queue',
        'bytes a message beyond its body',
        'receive when empty, µs a message',
        'receive when full, µs a message',
      ],
      memory.map((run) => [
        `${number(run.messages)} messages`,
        number(run.bytesPerMessageBeyondBody),
        show(run.receiveFromEmpty, 1),
        show(run.receiveFromFull, 1),
      ]),
    ),
  );
  print(
    table(
      ['a script that', 'without cdk-spillway, ms', 'with it, ms'],
      importCost.map(({ script, without, with: withLib }) => [
        `${script} the submodules of aws-cdk-lib`,
        show(without),
        show(withLib),
      ]),
    ),
  );
  print(
    table(
      [`reference app, ${number(requests.files)} files`, 'requests a file'],
      Array.from(requests.perFile, ([action, count]) => [action, number(count, 3)]),
    ),
  );
  print(aimsTable({ throughput, startUp, memory, importCost }));
}

/** In a process of its own, so that nothing else is in its heap. */
async function measureMemory(): Promise<MemoryResult> {
  const { peer, ready } = await Peer.start<MemoryResult>('memory.ts', ['--expose-gc', '--max-old-space-size=4096']);
  peer.stop();
  return ready;
}

const print = (text: string): void => void process.stdout.write(`${text}\n\n`);
const progress = (what: string): void => void process.stderr.write(`${what} ...\n`);

void main(Number(process.argv[2] ?? 5));
