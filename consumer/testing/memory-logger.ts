import type { ConsumerLogger, LogFields } from '../adapters/logger';

export interface LogLine {
  readonly level: keyof ConsumerLogger;
  readonly message: string;
  readonly fields: LogFields;
}

/** Keeps what `consume` writes, instead of printing it. */
export class MemoryLogger implements ConsumerLogger {
  readonly lines: LogLine[] = [];

  info(message: string, fields: LogFields): void {
    this.lines.push({ level: 'info', message, fields });
  }

  warn(message: string, fields: LogFields): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  error(message: string, fields: LogFields): void {
    this.lines.push({ level: 'error', message, fields });
  }

  /** The lines about messages: one for each. */
  get outcomes(): readonly LogFields[] {
    return this.lines.filter(({ fields }) => 'outcome' in fields).map(({ fields }) => fields);
  }

  /** The lines about invocations: one for each. */
  get summaries(): readonly LogFields[] {
    return this.lines.filter(({ fields }) => 'records' in fields).map(({ fields }) => fields);
  }
}
