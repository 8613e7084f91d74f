import { QueueRequestError } from '../../../../consumer/errors';
import type { FaultInjector, InMemoryPort } from '../../../../consumer/testing';
import { between } from './random';

/** How often each thing goes wrong, from 0 to 1. */
export interface Faults {
  readonly throttled: number;
  readonly lostAnswer: number;
  readonly failedEntry: number;
  readonly lostReceive: number;
  readonly hungReceive: number;
  readonly slowAnswer: number;
  /** A standard queue hands out a message that is in flight. */
  readonly duplicate: number;
  readonly handlerError: number;
  readonly permanentError: number;
  readonly slowHandler: number;
  /** Whether handlers end when their signal is aborted. */
  readonly obedient: boolean;
}

/** What a seed stands for. */
export interface Plan {
  /** Nothing goes wrong except in handlers: nothing may be handled twice. */
  readonly calm: boolean;
  readonly fifo: boolean;
  readonly messages: number;
  readonly groups: number;
  readonly workers: number;
  readonly concurrency: number;
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
  /** Seconds after which a worker crashes, or is drained; another one takes its place. */
  readonly crashAt?: number;
  readonly drainAt?: number;
  readonly faults: Faults;
}

export function planOf(random: () => number): Plan {
  const calm = random() < 0.1;
  const rate = (max: number) => (!calm && random() < 0.5 ? random() * max : 0);
  const handlers = (max: number) => (random() < 0.5 ? random() * max : 0);
  const fifo = random() < 0.5;
  return {
    calm,
    fifo,
    messages: between(random, 1, 30),
    groups: between(random, 1, 5),
    workers: between(random, 1, 2),
    concurrency: between(random, 1, 25),
    visibilitySeconds: between(random, 4, 30),
    waitSeconds: between(random, 1, 20),
    crashAt: calm || random() < 0.5 ? undefined : random() * 60,
    drainAt: calm || random() < 0.5 ? undefined : random() * 60,
    faults: {
      throttled: rate(0.3),
      lostAnswer: rate(0.3),
      failedEntry: rate(0.3),
      lostReceive: rate(0.2),
      hungReceive: rate(0.1),
      slowAnswer: rate(0.1),
      duplicate: fifo ? 0 : rate(0.3),
      handlerError: handlers(0.3),
      permanentError: handlers(0.2),
      slowHandler: handlers(0.3),
      obedient: random() < 0.5,
    },
  };
}

/** The faults on SQS's side. */
export function injectorOf(faults: Faults, random: () => number, active: () => boolean, sqs: () => InMemoryPort) {
  const injector: FaultInjector = ({ operation, queueUrl, entries }) => {
    if (!active()) {
      return undefined;
    }
    if (operation === 'receive' && random() < faults.duplicate) {
      const [port, now] = [sqs(), sqs().clock.now()];
      const inFlight = port.queue(queueUrl).messages.filter(({ visibleAt }) => visibleAt > now);
      const again = inFlight[Math.floor(random() * inFlight.length)];
      if (again !== undefined) {
        again.visibleAt = now;
      }
    }
    if (random() < faults.throttled) {
      return { error: new QueueRequestError('ThrottlingException', 'Rate exceeded.', false) };
    }
    if (operation !== 'receive' && random() < faults.lostAnswer) {
      return { lostAnswer: new Error('read ECONNRESET') };
    }
    return { failed: entries.flatMap((_, position) => (random() < faults.failedEntry ? [position] : [])) };
  };
  return injector;
}
