import type { QueuePort } from '../../consumer';
import type { FaultCase, Where } from './fault-case';
import { judge, type Verdict } from './world/verdict';
import { World } from './world/world';

export interface RunOptions extends Where {
  readonly assembly: string;
  /** @default 'faults' */
  readonly seed?: string;
  /** Messages. @default 20 */
  readonly count?: number;
  /** Breaks a worker, to show that it is seen. */
  readonly breakPort?: (port: QueuePort) => QueuePort;
}

/** Why the fault cannot happen there; undefined where it can. */
export const impossible = (fault: FaultCase, { queue, consumer }: Where): string | undefined =>
  fault.impossible?.[queue] ?? fault.impossible?.[consumer];

/** Sends messages under a fault, lets it pass, drains the queue, and judges what happened. */
export async function runFault(fault: FaultCase, options: RunOptions): Promise<Verdict> {
  const { seed = 'faults', count = 20, breakPort } = options;
  const { faults = [], job = () => ({}), send, during, afterwards, lastsSeconds = 60, costs = {}, check } = fault;
  const world = await World.create({
    ...options,
    seed: `${seed}/${fault.name}`,
    skewSeconds: fault.skewSeconds?.(options),
    visibilitySeconds: fault.visibilitySeconds,
    environment: fault.environment,
    breakPort,
  });
  try {
    world.cloud.inject(faults);
    const now = world.cloud.now();
    if (send === undefined) await world.send(Array.from({ length: count }, (_, n) => ({ n, ...job(n, now) })));
    else await send(world, count);
    await during?.(world, count);
    await world.cloud.advance(lastsSeconds * 1_000);
    world.cloud.inject([]);
    if (afterwards !== undefined) {
      await world.drain();
      await afterwards(world);
    }
    await world.drain();
    const history = await world.history();
    const verdict = judge(history, typeof costs === 'function' ? costs(options) : costs);
    // A function's work meets another timeout by itself; a worker's needs the fault.
    const needless = faults.length === 0 || fault.visibilitySeconds !== undefined;
    const struck = needless || history.events.some(({ type }) => type === 'fault.struck');
    const idle = struck || during !== undefined ? [] : ['the fault never struck: nothing was proved'];
    return { ...verdict, violations: [...verdict.violations, ...idle, ...(check?.(history) ?? [])] };
  } finally {
    await world.stop();
  }
}
