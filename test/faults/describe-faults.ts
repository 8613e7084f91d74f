import { catalogue } from './catalogue';
import { impossible, runFault } from './run-fault';
import { type Row, table } from './table';
import { type ConsumerKind, type QueueKind, synthesize } from './world/stacks';

/** One test for each fault that can happen to this consumer, and this kind of queue; the counters are printed at the end. */
export function describeFaults(consumer: ConsumerKind, queue: QueueKind): void {
  const assembly = synthesize([consumer], [queue]);
  const rows: Row[] = [];
  afterAll(() => {
    assembly.remove();
    process.stdout.write(`${table(rows)}\n`);
  });

  const possible = catalogue.filter((fault) => impossible(fault, { queue, consumer }) === undefined);
  test.each(possible.map((fault) => [fault.name, fault] as const))(`${queue}, ${consumer}: %s`, async (name, fault) => {
    const { counters, violations } = await runFault(fault, { assembly: assembly.directory, queue, consumer });
    rows.push({ name: `${queue}, ${consumer}: ${name}`, counters });
    expect({ lost: counters.lost, unexpected: counters.unexpected, violations }).toEqual({
      lost: 0,
      unexpected: 0,
      violations: [],
    });
  });
}
