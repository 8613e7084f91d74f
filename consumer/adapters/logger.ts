import { Logger } from '@aws-lambda-powertools/logger';

/** What `consume` writes to. A Powertools Logger is one. */
export interface ConsumerLogger {
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Powertools' number of the level: with a higher one it writes no `info`. */
const INFO = 12;

/** Powertools' logger, set up by its environment variables (`POWERTOOLS_SERVICE_NAME`, `POWERTOOLS_LOG_LEVEL`). */
export function powertoolsLogger(): ConsumerLogger {
  const logger = new Logger();
  return {
    info(message, fields) {
      // A line for each message is most of what a worker would write: one that is not wanted must cost nothing.
      if (logger.level <= INFO) {
        logger.info(message, { ...fields });
      }
    },
    warn: (message, fields) => logger.warn(message, { ...fields }),
    error: (message, fields) => logger.error(message, { ...fields }),
  };
}
