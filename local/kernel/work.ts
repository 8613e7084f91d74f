/**
 * What is going on right now. Virtual time moves only when nothing is: no request is being served, and
 * every function is done or parked on a timer.
 *
 * Functions run side by side in real time, so what they ask for arrives in any order. On virtual time it is
 * held back until all of them wait, and then carried out one after another in the order of their invocations:
 * that is what makes a run repeatable.
 */
export interface Turn {
  /** Position of the invocation among all invocations of this cloud. */
  readonly invocation: number;
  /** Position within the invocation. */
  readonly step: number;
  run(): void | Promise<void>;
}

export class Work {
  private active = 0;
  private readonly turns: Turn[] = [];
  private taking = false;
  private checking = false;
  private idleWaiters: (() => void)[] = [];
  private failure: unknown;
  private readonly restListeners: (() => void)[] = [];

  constructor(private readonly mode: 'real' | 'virtual') {}

  get idleNow(): boolean {
    return this.active === 0 && this.turns.length === 0 && !this.taking && !this.checking;
  }

  /** Something began; the returned function says that it ended (calling it twice is harmless). */
  begin(): () => void {
    this.active += 1;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.active -= 1;
      this.check();
    };
  }

  /** Runs `task` as work: what it throws reaches whoever drives the cloud. */
  async track<Result>(task: () => Result | Promise<Result>): Promise<Result> {
    const end = this.begin();
    try {
      return await task();
    } finally {
      end();
    }
  }

  /** What a function asks for: at once in real time, in its turn in virtual time. */
  submit(turn: Turn): void {
    if (this.mode === 'real') {
      void this.perform(turn);
      return;
    }
    this.turns.push(turn);
    this.check();
  }

  /** Resolves when nothing is going on. Rejects with what a turn threw: that is a defect of the cloud itself. */
  async idle(): Promise<void> {
    // What was just triggered has begun after this.
    await eventLoopTurn();
    while (!this.idleNow) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
    if (this.failure !== undefined) {
      const failure = this.failure;
      this.failure = undefined;
      throw failure;
    }
  }

  /** Calls `listener` whenever everything waits: before turns are taken, and before time moves. It may begin work. */
  onRest(listener: () => void): void {
    this.restListeners.push(listener);
  }

  /** Rest counts only when it outlasts the promises that were just resolved: what follows from them is work too. */
  private check(): void {
    // In real time nobody waits for rest: time passes by itself.
    if (this.mode === 'real') return;
    if (this.active > 0 || this.taking || this.checking) return;
    this.checking = true;
    setImmediate(() => {
      this.checking = false;
      if (this.active > 0 || this.taking) return;
      for (const listener of this.restListeners) listener();
      if (this.active > 0) return;
      if (this.turns.length > 0) {
        void this.takeTurns();
        return;
      }
      const waiters = this.idleWaiters;
      this.idleWaiters = [];
      for (const resolve of waiters) resolve();
    });
  }

  private async takeTurns(): Promise<void> {
    this.taking = true;
    const round = this.turns.splice(0).sort((a, b) => a.invocation - b.invocation || a.step - b.step);
    for (const turn of round) {
      await this.perform(turn);
      await eventLoopTurn();
    }
    this.taking = false;
    this.check();
  }

  /** A defect of the cloud itself, where nobody waits for the result: whoever drives the cloud hears of it. */
  fail(error: unknown): void {
    this.failure ??= error;
    // On the real clock nobody drives the cloud: a defect ends the process, with its stack, rather than pass unseen.
    if (this.mode === 'real') {
      setImmediate(() => {
        throw error;
      });
    }
  }

  private async perform(turn: Turn): Promise<void> {
    try {
      await turn.run();
    } catch (error) {
      this.fail(error);
    }
  }
}

const eventLoopTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
