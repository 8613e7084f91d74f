/** One prop that AWS would refuse, or that would go wrong at run time. */
export interface Violation {
  /** Stable, for example `Spillway:MaxReceiveCount`. */
  readonly id: string;
  readonly prop: string;
  /** `'<prop>' must be <rule>, got <value>. <why>. <fix>.` */
  readonly message: string;
}

/** Thrown while a construct is created, when props of it cannot work. It holds all of them, not just the first. */
export class GuardError extends Error {
  /** Path of the construct whose props are wrong. */
  readonly constructPath: string;
  readonly violations: readonly Violation[];

  constructor(constructPath: string, violations: readonly Violation[]) {
    const lines = violations.map(({ id, message }) => `  [${id}] ${message}`);
    super(`${constructPath} would not work on AWS:\n${lines.join('\n')}`);
    this.name = 'GuardError';
    this.constructPath = constructPath;
    this.violations = violations;
  }
}
