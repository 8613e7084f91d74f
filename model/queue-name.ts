/** The longest queue name, a FIFO queue's `.fifo` included. "Amazon SQS standard queue quotas". */
export const MAX_QUEUE_NAME_LENGTH = 80;

/** What every FIFO queue's name ends in; a dot is not allowed anywhere else. */
export const FIFO_SUFFIX = '.fifo';

const STANDARD_NAME = /^[A-Za-z0-9_-]{1,80}$/;
const FIFO_NAME = /^[A-Za-z0-9_-]{1,75}\.fifo$/;

/** AWS's own sentences, as `CreateQueue` answers them with `InvalidParameterValue`. */
const STANDARD_RULE = 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
const FIFO_RULE =
  'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, ' +
  'must end with .fifo suffix and be 1 to 80 in length.';

export function isFifoQueueName(name: string): boolean {
  return name.endsWith(FIFO_SUFFIX);
}

/**
 * What AWS says about a name that it refuses; undefined when the name is valid.
 * @param kind the queue's type, not the name's: a standard queue may not end in `.fifo`
 */
export function queueNameProblem(name: string, kind: 'standard' | 'fifo'): string | undefined {
  if (kind === 'fifo') {
    return FIFO_NAME.test(name) ? undefined : FIFO_RULE;
  }
  return STANDARD_NAME.test(name) ? undefined : STANDARD_RULE;
}
