export interface MetricMathErrorOptions {
  /** The function that CloudWatch has and this evaluator leaves out, because it asks another part of AWS. */
  readonly notOffered?: string;
  /** Id of the expression that the message is about. */
  readonly expression?: string;
}

/** Thrown for an expression that CloudWatch would not take, or one with a function that is known but not offered here. */
export class MetricMathError extends Error {
  override readonly name = 'MetricMathError';
  readonly notOffered: string | undefined;
  readonly expression: string | undefined;

  constructor(message: string, { notOffered, expression }: MetricMathErrorOptions = {}) {
    super(expression === undefined ? message : `Error in expression '${expression}' [${message}]`);
    this.notOffered = notOffered;
    this.expression = expression;
  }
}
