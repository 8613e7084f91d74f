import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type ConsumerLogger, reasonOf } from '..';
import type { AutoScaling } from './auto-scaling';

const RETRY_MS = 30_000;

/** Where a worker that hung left word of it: systemd's `StateDirectory=`, or the working directory. */
export function hangNote(): string {
  const [folder = ''] = (process.env['STATE_DIRECTORY'] ?? '').split(':');
  return join(folder || process.cwd(), 'spillway-worker-hung');
}

export interface HangReportOptions {
  readonly note: string;
  readonly autoScaling: AutoScaling;
  readonly clock: Clock;
  readonly logger: ConsumerLogger;
  /** Aborted when the worker has ended. */
  readonly over: AbortSignal;
}

/**
 * When the worker before this one hung, has the group replace the instance: a process that hangs may have left anything
 * behind. Until Auto Scaling takes the instance away, this worker works; then it drains as always. It never rejects.
 */
export async function reportHang({ note, autoScaling, clock, logger, over }: HangReportOptions): Promise<void> {
  const killedAt = readNote(note);
  if (killedAt === undefined) {
    return;
  }
  logger.error('worker hung', { killedAt, consequence: 'its instance is to be replaced' });
  while (!over.aborted) {
    try {
      await autoScaling.setUnhealthy();
      rmSync(note, { force: true });
      return;
    } catch (error) {
      logger.warn('instance health not set', { reason: reasonOf(error) });
    }
    await clock.sleep(RETRY_MS, over);
  }
}

function readNote(note: string): string | undefined {
  try {
    return readFileSync(note, 'utf8');
  } catch {
    return undefined;
  }
}
