import type { LocalCloud } from '../../local';

type Task = (...args: unknown[]) => void;

interface Handle {
  cancel(): void;
  ref(): Handle;
  unref(): Handle;
}

/** What learners' code has in place of Node's own timers. */
export interface Timers {
  setTimeout(task: Task, milliseconds?: number, ...args: unknown[]): unknown;
  setInterval(task: Task, milliseconds?: number, ...args: unknown[]): unknown;
  clearTimeout(timer: never): void;
  clearInterval(timer: never): void;
}

/** `setTimeout` and its like on the cloud's clock, for code that waits: twelve hours take no time. */
export function timersOf({ kernel: { clock } }: LocalCloud): Timers {
  const handle = (cancel: () => void): Handle => {
    const self: Handle = { cancel, ref: () => self, unref: () => self };
    return self;
  };
  const clear = (timer?: Handle): void => timer?.cancel();
  const setTimeout = (task: Task, milliseconds = 0, ...args: unknown[]): Handle => {
    const timer = clock.at(clock.now() + milliseconds, 'work', () => task(...args));
    return handle(() => timer.cancel());
  };
  const setInterval = (task: Task, milliseconds = 1, ...args: unknown[]): Handle => {
    let timer = clock.at(clock.now() + Math.max(1, milliseconds), 'recurring', again);
    function again(): void {
      timer = clock.at(clock.now() + Math.max(1, milliseconds), 'recurring', again);
      task(...args);
    }
    return handle(() => timer.cancel());
  };
  return { setTimeout, setInterval, clearTimeout: clear, clearInterval: clear };
}
