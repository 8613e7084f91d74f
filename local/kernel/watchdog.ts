/** Real time, for the one thing virtual time cannot see: a process that never comes to rest. */
export class Watchdog {
  private timeout: NodeJS.Timeout | undefined;

  constructor(
    private readonly milliseconds: number,
    private readonly bark: () => void,
  ) {}

  watch(): void {
    this.rest();
    this.timeout = setTimeout(this.bark, this.milliseconds);
    this.timeout.unref();
  }

  rest(): void {
    clearTimeout(this.timeout);
    this.timeout = undefined;
  }
}

/** Repeats `look` every `milliseconds` of real time until it is stopped. */
export function repeatInRealTime(milliseconds: number, look: () => void): () => void {
  const interval = setInterval(look, milliseconds);
  interval.unref();
  return () => clearInterval(interval);
}
