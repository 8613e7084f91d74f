import { ConnectionReset } from './connection-reset';
import { errorOf, type Fault } from './kernel/faults';
import type { Request } from './services/service';

type Output = object | undefined;

/** Carries out a request that a fault strikes, as far as the fault lets it. */
export async function strike(fault: Fault, request: Request, run: () => Output | Promise<Output>): Promise<Output> {
  switch (fault.effect) {
    case 'drop':
      throw new ConnectionReset();
    case 'reset':
      await run();
      throw new ConnectionReset();
    case 'late':
      await pass(fault, request);
      return run();
    case 'delay': {
      const output = await run();
      await pass(fault, request);
      return output;
    }
    case 'empty':
      return {};
    default:
      throw errorOf(fault);
  }
}

/** Lets the fault's time pass; other requests go on. */
function pass({ seconds = 1 }: Fault, request: Request): Promise<void> {
  const { clock } = request.kernel;
  const resume = request.park();
  return new Promise((resolve) => {
    clock.at(clock.now() + seconds * 1000, 'work', () => {
      resume();
      resolve();
    });
  });
}
