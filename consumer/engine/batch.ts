import type { SignalSource } from './message';
import { ack, DUPLICATE, type Outcome, outcomeOfError, release } from './outcome';
import type { QueueMessage } from './port';
import type { Settled, Settlement } from './settlement';
import type { Slots } from './slots';

export interface BatchOptions {
  readonly messages: readonly QueueMessage[];
  /** The source's signal is this message's own: it is aborted when nobody waits for the outcome any longer. */
  readonly handle: (message: QueueMessage, source: SignalSource) => Promise<Outcome>;
  readonly settlement: Settlement;
  /** Closed when no message is to be begun any more. */
  readonly slots: Slots;
  /** FIFO: messages of one group in the order in which they were received. */
  readonly ordered: boolean;
  /** When aborted, what is still running is no longer waited for; the signal's reason says why. */
  readonly abort: AbortSignal;
  /** Called for each message as soon as it is settled: what a crash cuts off is only what was still going on. */
  readonly onSettled: (settled: Settled) => void;
}

interface Run extends BatchOptions {
  /** One for each message that is being handled. */
  readonly running: Set<AbortController>;
  readonly record: (settled: Promise<Settled>) => void;
}

/** The receives of one message that came together: a standard queue may deliver twice. */
type Copies = readonly [QueueMessage, ...QueueMessage[]];

/** Handles and settles the messages of one queue that were received together, each one, in the order received. */
export async function processBatch(options: BatchOptions): Promise<readonly Settled[]> {
  const settling: Promise<Settled>[] = [];
  const announced = async (settled: Promise<Settled>) => {
    options.onSettled(await settled);
    return settled;
  };
  const lanes = lanesOf(options.messages, options.ordered);
  const run: Run = { ...options, running: new Set(), record: (settled) => settling.push(announced(settled)) };
  options.abort.addEventListener('abort', () => {
    for (const controller of run.running) {
      controller.abort(options.abort.reason);
    }
  });
  await Promise.all(lanes.map((lane) => runLane(lane, run)));
  options.settlement.hurry();
  return Promise.all(settling);
}

/** Messages of a lane are handled one after the other; a failure ends the lane. */
async function runLane(lane: readonly Copies[], run: Run): Promise<void> {
  let blockedBy: string | undefined;
  for (const [message, ...copies] of lane) {
    const outcome = blockedBy === undefined ? await runOne(message, run) : release(blockedBy);
    const settled = run.settlement.settle(message, outcome);
    run.record(settled);
    for (const copy of copies) {
      run.record(settled.then((first) => run.settlement.settle(copy, outcomeOfCopy(first.outcome))));
    }
    if (lane.length > 1 && blockedBy === undefined && (await fails(outcome, settled))) {
      blockedBy = `message ${message.messageId} before it in its group failed`;
    }
  }
}

/**
 * Whether the group must wait. A dead letter that was sent has left the queue, as when SQS moves it, and the group
 * goes on; one that could not be sent is retried.
 */
async function fails(outcome: Outcome, settled: Promise<Settled>): Promise<boolean> {
  return outcome.kind === 'deadLetter' ? (await settled).outcome.kind !== 'deadLetter' : outcome.kind !== 'ack';
}

async function runOne(message: QueueMessage, { slots, running, handle }: Run): Promise<Outcome> {
  if (!(await slots.acquire())) {
    return release('the time left was too short to begin');
  }
  const controller = new AbortController();
  running.add(controller);
  try {
    return await Promise.race([handle(message, controller), rejectsWhen(controller.signal)]);
  } catch (error) {
    return outcomeOfError(error);
  } finally {
    running.delete(controller);
    slots.release();
  }
}

function rejectsWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** What was done for one copy was done for all; a failure is a failure of all. */
function outcomeOfCopy(outcome: Outcome): Outcome {
  return outcome.kind === 'ack' || outcome.kind === 'deadLetter' ? ack(DUPLICATE) : outcome;
}

function lanesOf(messages: readonly QueueMessage[], ordered: boolean): readonly (readonly Copies[])[] {
  const units = new Map<string, [QueueMessage, ...QueueMessage[]]>();
  for (const message of messages) {
    const unit = units.get(message.messageId);
    if (unit === undefined) {
      units.set(message.messageId, [message]);
    } else {
      unit.push(message);
    }
  }
  const lanes = new Map<string, Copies[]>();
  for (const unit of units.values()) {
    const lane = ordered ? `group ${unit[0].attributes['MessageGroupId'] ?? ''}` : `message ${unit[0].messageId}`;
    const others = lanes.get(lane);
    if (others === undefined) {
      lanes.set(lane, [unit]);
    } else {
      others.push(unit);
    }
  }
  return [...lanes.values()];
}
