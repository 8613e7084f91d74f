import { Engine, type EngineOptions } from '../../../consumer/engine/engine';
import { ack, type Outcome } from '../../../consumer/engine/outcome';
import type { QueueMessage, QueuePort } from '../../../consumer/engine/port';
import type { Settled } from '../../../consumer/engine/settlement';
import { type FaultInjector, InMemoryPort, VirtualClock } from '../../../consumer/testing';

interface Options extends Partial<Pick<EngineOptions, 'concurrency' | 'visibilitySeconds' | 'waitSeconds'>> {
  readonly fifo?: boolean;
  readonly fault?: FaultInjector;
  readonly wrap?: (port: QueuePort) => QueuePort;
  readonly handle?: (message: QueueMessage, signal: AbortSignal, clock: VirtualClock) => Promise<Outcome | undefined>;
}

const engines: Engine[] = [];

/** An engine that goes on would let virtual time run for ever. */
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.drain(60_000, 'the test is over'))));

/** An engine on a queue in memory and on virtual time. */
export function engineUnderTest({ fifo = false, fault, wrap = (port) => port, handle, ...options }: Options = {}) {
  const clock = new VirtualClock(0);
  const sqs = new InMemoryPort(clock, fault);
  const name = fifo ? 'orders.fifo' : 'orders';
  const url = `https://sqs.us-east-1.amazonaws.com/111122223333/${name}`;
  const settled: Settled[] = [];
  const failures: unknown[] = [];
  const begun: string[] = [];
  const engine = new Engine({
    port: wrap(sqs),
    queue: { arn: `arn:aws:sqs:us-east-1:111122223333:${name}`, url },
    concurrency: 10,
    visibilitySeconds: 30,
    waitSeconds: 20,
    maxDelaySeconds: 43_200,
    random: () => 0.5,
    handle: async (message, { signal }) => {
      begun.push(message.body);
      return (await handle?.(message, signal, clock)) ?? ack();
    },
    onSettled: (one) => settled.push(one),
    onReceiveFailure: (error) => failures.push(error),
    ...options,
  });
  engines.push(engine);
  const queue = sqs.queue(url);
  const send = (...bodies: string[]) => {
    for (const body of bodies) {
      queue.send({ body, messageAttributes: {}, groupId: fifo ? body.replace(/\d+$/, '') : undefined });
    }
  };
  return { begun, clock, engine, failures, queue, send, settled, sqs };
}

export const numbered = (count: number, prefix = 'm') => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
