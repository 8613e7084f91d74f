import { ack, deadLetter, type Outcome } from '../../../../consumer/engine/outcome';
import type { Clock, QueueMessage } from '../../../../consumer/engine/port';
import type { History } from './history';
import type { Plan } from './plan';

/** What a user's handler does in a schedule: it takes its time, obeys its signal or not, fails or succeeds. */
export function scheduledHandler(plan: Plan, history: History, random: () => number, clock: Clock) {
  const { slowHandler, handlerError, permanentError, disobedient } = plan.faults;
  const running = history.worker();
  const handle = async (message: QueueMessage, signal: AbortSignal): Promise<Outcome> => {
    const obeys = random() >= disobedient;
    const longest = random() < slowHandler ? plan.visibilitySeconds * 3_000 : 500;
    await clock.sleep(random() * longest, obeys ? signal : undefined);
    if (obeys) {
      signal.throwIfAborted();
    }
    if (random() < handlerError) {
      history.failed(message);
      throw new Error('the handler failed');
    }
    if (random() < permanentError) {
      return deadLetter('never');
    }
    history.succeeded(message, signal);
    return ack();
  };
  return async (message: QueueMessage, signal: AbortSignal): Promise<Outcome> => {
    running.begin(message);
    try {
      return await handle(message, signal);
    } finally {
      running.end(message);
    }
  };
}
