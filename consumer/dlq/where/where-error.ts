import { DeadLetterUsageError } from '../errors';

/** Thrown for an expression that cannot be read. The message says where and what was expected. */
export class WhereError extends DeadLetterUsageError {
  override readonly code = 'Where';

  constructor(text: string, at: number, problem: string) {
    super(
      `'where' must be an expression such as reason ~ "timeout" or body.orderId = "42", got ${text === '' ? 'nothing' : text}. ` +
        `${problem}, at character ${at + 1}.`,
    );
  }
}
