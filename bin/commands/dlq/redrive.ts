import { findQueue, identifyArn, parseWhere, type QueueIdentity, type Where } from '../../../consumer/dlq';
import { checkRate } from '../../../consumer/dlq/move-task';
import { UsageError } from '../../usage-error';
import { redriveByMessage } from './redrive-by-message';
import { redriveByTask } from './redrive-by-task';
import { about, type DlqFlags, readCount, type Session, withDeadLetters } from './session';

export interface RedriveFlags extends DlqFlags {
  readonly to?: string;
  readonly rate?: string;
  readonly where?: string;
  readonly dryRun: boolean;
  readonly detach: boolean;
}

/** What is asked for, read. */
export interface Plan {
  /** Undefined: each message back to the queue that it says it came from. */
  readonly destination?: QueueIdentity;
  readonly rate?: number;
  readonly where?: Where;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly detach: boolean;
}

export function runRedrive(reference: string, flags: RedriveFlags): Promise<number> {
  const rate = readCount('--rate', flags.rate);
  return withDeadLetters(reference, flags, async (session) => {
    checkRate(rate);
    const where = flags.where === undefined ? undefined : parseWhere(flags.where);
    const { json, dryRun, detach } = flags;
    const destination = await destinationOf(session, flags.to);
    const plan: Plan = { destination, rate, where, json, dryRun, detach };
    // SQS moves everything or nothing, and only to a queue of the same type.
    return where === undefined && destination !== undefined && destination.fifo === session.queue.fifo
      ? redriveByTask(session, destination, plan)
      : redriveByMessage(session, plan);
  });
}

async function destinationOf({ access, queue }: Session, to: string | undefined): Promise<QueueIdentity | undefined> {
  if (to !== undefined) {
    const destination = await about(to, findQueue(access, to));
    if (destination.arn !== queue.arn) return destination;
    throw new UsageError(`'--to' must be another queue, got the dead-letter queue '${to}' itself.`);
  }
  const [source, ...others] = queue.sources;
  // With several sources each message says where it came from.
  return source === undefined || others.length > 0 ? undefined : identifyArn(source);
}
