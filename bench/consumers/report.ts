import { number, type Summary, show, summarize } from '../statistics';
import { table } from '../table';
import type { Measured } from './client';
import { BATCH_MODE, CEILING, type Cell, cells, type Entrant, entrants, failingCells, WORKER, withLog } from './matrix';

type Figure = keyof Measured;

/** All measurements, by consumer and cell. */
export class Results {
  private readonly measured = new Map<string, Measured[]>();

  add(entrant: Entrant, cell: Cell, measured: Measured): void {
    const key = keyOf(entrant.title, cell);
    this.measured.set(key, [...(this.measured.get(key) ?? []), measured]);
  }

  clear(): void {
    this.measured.clear();
  }

  has(title: string, cell: Cell): boolean {
    return this.measured.has(keyOf(title, cell));
  }

  of(title: string, cell: Cell, figure: Figure): Summary {
    return summarize(this.all(title, cell).map((one) => one[figure]));
  }

  /** Of one as a share of the other, turn by turn. */
  share(title: string, other: string, cell: Cell): Summary {
    const others = this.all(other, cell);
    const turns = this.all(title, cell).map(
      ({ messagesPerSecond }, turn) => messagesPerSecond / (others[turn]?.messagesPerSecond ?? Number.NaN),
    );
    return summarize(turns);
  }

  /** Of the fastest turn of each: whatever else the machine does only ever makes a turn slower. */
  fastest(title: string, other: string, cell: Cell): number {
    return this.of(title, cell, 'messagesPerSecond').max / this.of(other, cell, 'messagesPerSecond').max;
  }

  busiestServer(): number {
    return Math.max(...[...this.measured.values()].flat().map(({ serverBusy }) => serverBusy));
  }

  private all(title: string, cell: Cell): readonly Measured[] {
    return this.measured.get(keyOf(title, cell)) ?? [];
  }
}

const keyOf = (title: string, cell: Cell): string => JSON.stringify([title, cell]);

/** One table for each figure. */
export function cellTables(results: Results): readonly string[] {
  const one = (head: string, figure: Figure, digits: number): string =>
    table(
      [head, ...cells.map(({ title }) => title)],
      entrants
        .filter(({ title }) => cells.some((cell) => results.has(title, cell)))
        .map(({ title }) => [title, ...cells.map((cell) => show(results.of(title, cell, figure), digits))]),
    );
  return [
    one('messages a second', 'messagesPerSecond', 0),
    one('requests a message', 'requestsPerMessage', 3),
    one('CPU, µs a message', 'cpuPerMessage', 0),
  ];
}

export function failingTable(results: Results): string {
  const figures = ['messagesPerSecond', 'requestsPerMessage', 'cpuPerMessage', 'repeated'] as const;
  return table(
    [
      '20 % of batch deletions fail',
      ...failingCells.flatMap(({ title }) => [
        `${title}: messages a second`,
        'requests a message',
        'CPU, µs a message',
        'repeated',
      ]),
    ],
    entrants
      .filter(({ title }) => failingCells.some((cell) => results.has(title, cell)))
      .map(({ title }) => [
        title,
        ...failingCells.flatMap((cell) =>
          figures.map((figure) => show(results.of(title, cell, figure), figure === 'requestsPerMessage' ? 3 : 0)),
        ),
      ]),
  );
}

export function logTable(results: Results): string {
  const [cell] = cells;
  const rows = [WORKER, withLog.title].filter((title) => cell !== undefined && results.has(title, cell));
  return table(
    [cell?.title ?? '', 'messages a second', 'CPU, µs a message'],
    rows.map((title) => [
      title,
      ...(['messagesPerSecond', 'cpuPerMessage'] as const).map((figure) =>
        show(results.of(title, cell as Cell, figure)),
      ),
    ]),
  );
}

/** What was aimed at, and whether the median reaches it. */
export function aims(results: Results): string {
  const rows: string[][] = [];
  const figure = (what: string, wanted: string, measured: Summary, reached: boolean, digits: number) =>
    rows.push([what, wanted, show(measured, digits), '', answer(reached)]);
  const share = (
    what: string,
    wanted: string,
    [title, other]: readonly [string, string],
    cell: Cell,
    least: number,
  ) => {
    const turns = results.share(title, other, cell);
    rows.push([
      what,
      wanted,
      show(turns, 2),
      number(results.fastest(title, other, cell), 2),
      answer(turns.median > least),
    ]);
  };
  for (const cell of cells) {
    const requests = results.of(WORKER, cell, 'requestsPerMessage');
    figure(`${cell.title}: requests a message`, 'at most 0.21', requests, requests.median <= 0.21, 3);
    share(`${cell.title}: the ceiling by ${BATCH_MODE}`, 'at least 2.50', [CEILING, BATCH_MODE], cell, 2.5);
    share(`${cell.title}: the worker by the ceiling`, 'at least 0.90', [WORKER, CEILING], cell, 0.9);
  }
  for (const cell of [...cells, ...failingCells]) {
    const failing = failingCells.includes(cell) ? ', deletions failing' : '';
    for (const { title } of entrants.filter(({ kind }) => kind === 'library')) {
      share(`${cell.title}${failing}: the worker by ${title}`, 'above 1.00', [WORKER, title], cell, 1);
    }
  }
  for (const cell of failingCells) {
    const repeated = results.of(WORKER, cell, 'repeated');
    figure(`${cell.title}, deletions failing: repeated by the worker`, '0', repeated, repeated.max === 0, 0);
  }
  const server = `The server was busy for at most ${number(results.busiestServer(), 2)} of its core.`;
  const head = ['aim', 'wanted', 'median (least-most)', 'fastest turns', 'reached'];
  return `${table(head, rows)}\n\n${server}`;
}

const answer = (reached: boolean): string => (reached ? 'yes' : 'no');
