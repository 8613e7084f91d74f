import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { evaluate } from '../model/policy/evaluate';
import { CASES, type PolicyCase } from './policies/cases';
import { number, type Summary, show, summarize } from './statistics';
import { table } from './table';

/**
 * `npm run bench:policies [-- REPETITIONS]`: decisions a second on one core, printed as Markdown. The cases take turns
 * in one process, so that whatever else the machine does strikes all of them. docs/benchmarks.md says what the rows mean.
 */
const AIM = 200_000;
const TURN_MS = 200;

const { positionals } = parseArgs({ allowPositionals: true });
const repetitions = Number(positionals[0] ?? 7);

type Way = 'decision' | 'decision and reason';
const WAYS: readonly Way[] = ['decision', 'decision and reason'];

/** Decisions a second of processor time in one turn: on a machine that others use too, the clock would count their work. */
function turn({ requests }: PolicyCase, way: Way): number {
  const begin = process.cpuUsage();
  let microseconds = 0;
  let decisions = 0;
  let seen = 0;
  while (microseconds < TURN_MS * 1_000) {
    for (let round = 0; round < 100; round += 1) {
      for (const request of requests) {
        const decision = evaluate(request);
        // Something must depend on each answer, or the compiler may leave the work out.
        seen += way === 'decision' ? decision.kind.length : decision.reason.length;
      }
    }
    decisions += 100 * requests.length;
    const { user, system } = process.cpuUsage(begin);
    microseconds = user + system;
  }
  if (seen === 0) throw new Error('nothing was decided');
  return (decisions * 1e6) / microseconds;
}

const load = loadavg()[0] ?? 0;
const measured = new Map<PolicyCase, Map<Way, number[]>>(
  CASES.map((each) => [each, new Map(WAYS.map((way) => [way, []]))]),
);
for (let repetition = 0; repetition <= repetitions; repetition += 1) {
  for (const each of repetition % 2 === 0 ? CASES : CASES.toReversed()) {
    for (const way of WAYS) {
      const rate = turn(each, way);
      // The first time warms the compiler up.
      if (repetition > 0) measured.get(each)?.get(way)?.push(rate);
    }
  }
}

const summaryOf = (each: PolicyCase, way: Way): Summary => summarize(measured.get(each)?.get(way) ?? []);
const rows = CASES.map((each) => {
  const decision = summaryOf(each, 'decision');
  return [
    each.title,
    number(each.statements),
    show(decision),
    show(summaryOf(each, 'decision and reason')),
    decision.median >= AIM ? 'yes' : 'no',
  ];
});

process.stdout.write(
  [
    `Node.js ${process.version}, one of ${cpus().length} x ${cpus()[0]?.model.trim()}; decisions a second of processor time, medians (least-most) of ${repetitions} repetitions; load before ${load.toFixed(1)}`,
    table(['request', 'statements', 'decisions', 'decisions with their sentence', `at least ${number(AIM)}`], rows),
    '',
  ].join('\n\n'),
);
