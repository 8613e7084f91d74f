import type { SendResult } from '../../../consumer';
import type { CloudEvent } from '../../../local';
import type { Entry } from './job';
import { MAX_RECEIVE_COUNT, type QueueKind } from './stacks';

/** Jepsen's five counters of a queue, and what makes a total of them. */
export interface Counters {
  readonly attempted: number;
  readonly acknowledged: number;
  /** Acknowledged, and neither handled nor in the dead-letter queue, nor expired. */
  readonly lost: number;
  /** Handled or dead-lettered, and never sent. */
  readonly unexpected: number;
  /** Handled successfully once more. */
  readonly duplicated: number;
  /** Sent with an unknown outcome, and there. */
  readonly recovered: number;
  readonly deadLettered: number;
  /** Not consumed within the queue's retention: counted, because nobody may call it lost or handled. */
  readonly expired: number;
}

export const noCounters: Counters = {
  attempted: 0,
  acknowledged: 0,
  lost: 0,
  unexpected: 0,
  duplicated: 0,
  recovered: 0,
  deadLettered: 0,
  expired: 0,
};

export function add(a: Counters, b: Counters): Counters {
  return {
    attempted: a.attempted + b.attempted,
    acknowledged: a.acknowledged + b.acknowledged,
    lost: a.lost + b.lost,
    unexpected: a.unexpected + b.unexpected,
    duplicated: a.duplicated + b.duplicated,
    recovered: a.recovered + b.recovered,
    deadLettered: a.deadLettered + b.deadLettered,
    expired: a.expired + b.expired,
  };
}

/** What a fault may cost. What is not named here may not happen. */
export interface Costs {
  /** Why a message may be handled more than once. */
  readonly repeats?: string;
  /** Which messages end in the dead-letter queue. @default none */
  readonly dies?: (n: number) => boolean;
  /** Why messages of a FIFO group may die with one before them, although no handler failed them. */
  readonly followersDie?: string;
  /** Why a message may be in the dead-letter queue although it was handled, or be there twice. */
  readonly diesToo?: string;
  /** Why a message has more than one id on a FIFO queue, and leaves its place in its group: it was sent anew. */
  readonly sentAnew?: string;
  /** Why handlers of one FIFO group may overlap: one of them is dead and cannot say that it ended. */
  readonly deadHandlers?: string;
  /** Why SQS may move a message after more receives than its queue says. */
  readonly movedLate?: string;
  readonly expires?: boolean;
}

export interface History {
  readonly queue: QueueKind;
  readonly queueArn: string;
  readonly groupOf: (n: number) => string;
  /** By the job's number. */
  readonly sent: ReadonlyMap<number, SendResult>;
  readonly journal: readonly Entry[];
  /** The numbers of the jobs in the dead-letter queue. */
  readonly deadLetters: readonly number[];
  /** Messages that are still in the queue. */
  readonly left: number;
  readonly events: readonly CloudEvent[];
}

export interface Verdict {
  readonly counters: Counters;
  /** What must never be, in words, each with the name of its invariant. */
  readonly violations: readonly string[];
}

export function judge(history: History, costs: Costs): Verdict {
  const { sent, journal, deadLetters, left } = history;
  const done = journal.filter(({ what }) => what === 'done');
  const handled = new Set(done.map(({ n }) => n));
  const dead = new Set(deadLetters);
  const expired = new Set(costs.expires ? expiredOf(history) : []);
  const there = new Set([...handled, ...dead]);
  const numbers = (matches: (result: SendResult) => boolean) =>
    [...sent].filter(([, result]) => matches(result)).map(([n]) => n);
  const acknowledged = numbers(({ ok }) => ok);
  const possible = new Set(numbers((result) => result.ok || result.maybeSent));
  const lost = acknowledged.filter((n) => !there.has(n) && !expired.has(n));
  const unexpected = [...there].filter((n) => !possible.has(n));
  const counters: Counters = {
    attempted: sent.size,
    acknowledged: acknowledged.length,
    lost: lost.length,
    unexpected: unexpected.length,
    duplicated: done.length - handled.size,
    recovered: numbers((result) => !result.ok && result.maybeSent).filter((n) => there.has(n)).length,
    deadLettered: dead.size,
    expired: [...expired].filter((n) => !there.has(n)).length,
  };

  const violations: string[] = [];
  const check = (fine: boolean, text: string) => {
    if (!fine) violations.push(text);
  };
  check(lost.length === 0, `I1: lost ${lost.join(', ')}`);
  check(left === 0, `I1: ${left} messages are still in the queue`);
  check(unexpected.length === 0, `I2: nobody sent ${unexpected.join(', ')}`);
  check(
    counters.duplicated === 0 || costs.repeats !== undefined,
    `I4: ${counters.duplicated} handled again, and nothing explains it`,
  );
  const shouldDie = [...possible].filter((n) => costs.dies?.(n) ?? false);
  const follows = (n: number) => shouldDie.some((m) => m < n && history.groupOf(m) === history.groupOf(n));
  const wronglyDead = [...dead].filter(
    (n) => !shouldDie.includes(n) && (costs.followersDie === undefined || !follows(n)),
  );
  check(
    wronglyDead.length === 0 && shouldDie.every((n) => dead.has(n)),
    `I5: dead letters ${[...dead].join(', ')}, expected ${shouldDie.join(', ')}`,
  );
  check(
    costs.diesToo !== undefined || (dead.size === deadLetters.length && ![...dead].some((n) => handled.has(n))),
    `I6: twice in the dead-letter queue, or handled as well: ${deadLetters.join(', ')}`,
  );
  violations.push(
    ...deadLetteredAtTheWrongTime(history, costs),
    ...deletedUnhandled(history),
    ...responsesIgnored(history),
  );
  if (history.queue === 'fifo') violations.push(...disorder(history, costs));
  return { counters, violations };
}

const of = (history: History, type: string): readonly CloudEvent[] =>
  history.events.filter((event) => event.type === type);

function expiredOf(history: History): readonly number[] {
  const ids = new Map([...history.sent].map(([n, result]) => [result.ok ? result.messageId : '', n]));
  return of(history, 'sqs.expired').flatMap(({ messageId }) => ids.get(String(messageId)) ?? []);
}

/** I5: SQS moves a message after exactly so many receives. */
function deadLetteredAtTheWrongTime(history: History, { movedLate }: Costs): readonly string[] {
  const wrong = (count: number) => (movedLate === undefined ? count !== MAX_RECEIVE_COUNT : count < MAX_RECEIVE_COUNT);
  return of(history, 'sqs.dead-lettered')
    .filter(({ queue, receiveCount }) => queue === history.queueArn && wrong(Number(receiveCount)))
    .map(({ messageId, receiveCount }) => `I5: ${messageId} was moved after ${receiveCount} receives`);
}

/** I9, I11: nothing is deleted that was neither done before nor to be put into the dead-letter queue. */
function deletedUnhandled(history: History): readonly string[] {
  const { journal, sent, queueArn } = history;
  const doneAt = new Map<string, number>();
  for (const { what, messageId, at } of journal) {
    if ((what === 'done' || what === 'condemned') && !doneAt.has(messageId)) doneAt.set(messageId, at);
  }
  const jobs = new Map([
    ...journal.map(({ messageId, n }) => [messageId, n] as const),
    ...[...sent].map(([n, result]) => [result.ok ? result.messageId : '', n] as const),
  ]);
  return of(history, 'sqs.deleted')
    .filter(({ queue, messageId, at }) => {
      const n = jobs.get(String(messageId));
      // What no job was sent with is S3's own: its test event needs no handling.
      if (queue !== queueArn || n === undefined) return false;
      return !((doneAt.get(String(messageId)) ?? Number.POSITIVE_INFINITY) <= at);
    })
    .map(({ messageId }) => `I9, I11: ${messageId} was deleted and never done`);
}

/** I9: of a response that is no batch response nothing counts as success. */
function responsesIgnored(history: History): readonly string[] {
  const batches = history.events.filter(({ type }) => /^lambda\.batch/.test(type));
  return batches
    .filter(({ type }, index) => {
      const next = batches[index + 1];
      return type === 'lambda.batch-response-refused' && next?.['failed'] !== next?.['messages'];
    })
    .map(({ reason }) => `I9: a refused response (${reason}) was taken as success`);
}

/** I10: per group the first successes are in the order of sending, one at a time, and nothing was sent twice. */
function disorder({ journal, groupOf }: History, costs: Costs): readonly string[] {
  const violations: string[] = [];
  const ids = new Map<number, string>();
  const last = new Map<string, number>();
  const running = new Map<string, Entry>();
  for (const entry of journal) {
    const { n, what, messageId } = entry;
    const group = groupOf(n);
    if (costs.sentAnew === undefined && (ids.get(n) ?? messageId) !== messageId) {
      violations.push(`I4: job ${n} came with two message ids`);
    }
    const first = !ids.has(n) || what !== 'done';
    if (what === 'begun') {
      const other = running.get(group);
      if (other !== undefined && other.n !== n && costs.deadHandlers === undefined) {
        violations.push(`I10: jobs ${other.n} and ${n} of group ${group} were handled at a time`);
      }
      running.set(group, entry);
    } else {
      running.delete(group);
    }
    if (what !== 'done') continue;
    if (first && costs.sentAnew === undefined && n < (last.get(group) ?? -1)) {
      violations.push(`I10: job ${n} of group ${group} was done after job ${last.get(group)}`);
    }
    if (first) last.set(group, Math.max(n, last.get(group) ?? -1));
    ids.set(n, messageId);
  }
  return violations;
}
