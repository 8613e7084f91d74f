/** How many messages are worked on at a time. First come, first served. */
export class Slots {
  private free: number;
  private closed = false;
  private waiting: Array<(granted: boolean) => void> = [];

  constructor(count: number) {
    this.free = count;
  }

  /** True with a slot, which must be released; false without one, because the slots were closed. */
  async acquire(): Promise<boolean> {
    if (this.closed) {
      return false;
    }
    if (this.free > 0) {
      this.free -= 1;
      return true;
    }
    return new Promise<boolean>((resolve) => this.waiting.push(resolve));
  }

  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.free += 1;
    } else {
      next(true);
    }
  }

  /** From now on nobody gets a slot, not even those who wait. */
  close(): void {
    this.closed = true;
    const waiting = this.waiting;
    this.waiting = [];
    for (const refuse of waiting) {
      refuse(false);
    }
  }
}
