import { Peer } from '../peer';
import { number, type Share, type Summary, shareOf, show, summarize } from '../statistics';
import { table } from '../table';
import type { ClientTask } from './client';
import { startInProcess } from './in-process';
import { type Operation, operations, type Round, type RoundOptions, runRound } from './round';

export interface ThroughputCase {
  readonly way: string;
  /** Messages per request. */
  readonly size: number;
  readonly concurrency: number;
  readonly rounds: Round[];
  run(options: RoundOptions): Promise<Round>;
}

/** Every case once in each repetition, so that whatever else the machine does strikes all of them. */
export async function measureThroughput(repetitions: number): Promise<readonly ThroughputCase[]> {
  const inProcess = await startInProcess();
  const local = await Peer.start<{ endpoint: string }>('throughput/local-server.ts');
  const empty = await Peer.start<{ endpoint: string }>('throughput/empty-server.ts');
  const { peer: client } = await Peer.start('throughput/client.ts');
  const http = (kind: ClientTask['client'], server: typeof local) => (options: RoundOptions) =>
    client.ask<Round>({
      ...options,
      real: server === local,
      endpoint: server.ready.endpoint,
      client: kind,
    } satisfies ClientTask);
  const cases = [
    ...casesOf('in process, no SDK', [1], (options) => runRound(inProcess.router, options)),
    ...casesOf('in process, SDK', [1], (options) => runRound(inProcess.sdk, options)),
    ...casesOf('HTTP, SDK', [1, 32], http('sdk', local)),
    ...casesOf('HTTP, SDK, empty server', [1, 32], http('sdk', empty)),
    ...casesOf('HTTP, bare client', [1, 32], http('bare', local)),
    ...casesOf('HTTP, bare client, empty server', [1, 32], http('bare', empty)),
  ];
  // Both servers of a pair right after one another, and each of them first every other time.
  const sequence = [...cases].sort(
    (a, b) => a.size - b.size || a.concurrency - b.concurrency || a.way.localeCompare(b.way),
  );
  try {
    for (let repetition = 0; repetition <= repetitions; repetition += 1) {
      for (const { run, rounds, size, concurrency } of repetition % 2 === 0 ? sequence : sequence.toReversed()) {
        const round = await run({ messages: size === 1 ? 2000 : 10_000, size, concurrency, real: true });
        // The first time warms the compiler up.
        if (repetition > 0) rounds.push(round);
      }
    }
    return cases;
  } finally {
    for (const peer of [local.peer, empty.peer, client]) peer.stop();
    await inProcess.stop();
  }
}

function casesOf(way: string, concurrencies: readonly number[], run: ThroughputCase['run']): ThroughputCase[] {
  return [1, 10].flatMap((size) =>
    concurrencies.map((concurrency) => ({ way, size, concurrency, rounds: [], run }) satisfies ThroughputCase),
  );
}

const perMessage = (found: ThroughputCase, operation: Operation): Summary =>
  summarize(found.rounds.map((round) => round[operation]));

export function throughputTable(cases: readonly ThroughputCase[]): string {
  return table(
    [
      'way to the queue',
      'messages a request',
      'requests at once',
      ...operations.flatMap((operation) => [`${operation}, µs a message`, `${operation}s a second`]),
    ],
    cases.map((one) => [
      one.way,
      String(one.size),
      String(one.concurrency),
      ...operations.flatMap((operation) => {
        const time = perMessage(one, operation);
        return [show(time, 1), number(1e6 / time.median)];
      }),
    ]),
  );
}

/** Sends a second of the local cloud as a share of the empty server's. */
export function sendRatio(cases: readonly ThroughputCase[], way: string, size: number, concurrency: number): Share {
  const of = (name: string): readonly Round[] =>
    cases.find((one) => one.way === name && one.size === size && one.concurrency === concurrency)?.rounds ?? [];
  const empty = of(`${way}, empty server`);
  return shareOf(
    empty.map(({ send }) => send),
    of(way).map(({ send }) => send),
  );
}
