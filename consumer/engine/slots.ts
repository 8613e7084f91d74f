/** How many messages are worked on at a time. First come, first served. */
export class Slots {
  private free: number;
  private readonly waiting: Array<(granted: boolean) => void> = [];

  constructor(count: number) {
    this.free = count;
  }

  /** True with a slot, which must be released; false without one, when `stop` came first. */
  async acquire(stop?: AbortSignal): Promise<boolean> {
    if (stop?.aborted) {
      return false;
    }
    if (this.free > 0) {
      this.free -= 1;
      return true;
    }
    return new Promise<boolean>((resolve) => {
      const abandon = () => {
        this.waiting.splice(this.waiting.indexOf(grant), 1);
        resolve(false);
      };
      const grant = (granted: boolean) => {
        stop?.removeEventListener('abort', abandon);
        resolve(granted);
      };
      this.waiting.push(grant);
      stop?.addEventListener('abort', abandon, { once: true });
    });
  }

  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.free += 1;
    } else {
      next(true);
    }
  }
}
