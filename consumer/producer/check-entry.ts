import { isWithin } from '../../model/limits/limit';
import { DELAY, MAXIMUM_MESSAGE_SIZE, MESSAGE_GROUP_ID, MESSAGE_GROUP_ID_PATTERN } from '../../model/limits/sqs';
import { sentBytes } from '../engine/dead-letter-entry';
import type { SendEntry } from '../engine/port';
import { attributeProblems } from './attributes';
import type { Problem } from './send-errors';

interface Rule {
  readonly path: string;
  /** Undefined when the entry keeps the rule. */
  readonly broken: (entry: SendEntry, fifo: boolean) => string | undefined;
}

/** What SQS would refuse, all of it: a request that is refused as a whole would take other messages with it. */
export function entryProblems(entry: SendEntry, fifo: boolean): readonly Problem[] {
  const problems = RULES.flatMap(({ path, broken }) => {
    const message = broken(entry, fifo);
    return message === undefined ? [] : [{ path, message }];
  });
  return [...problems, ...attributeProblems(entry.messageAttributes)];
}

const RULES: readonly Rule[] = [
  {
    path: '',
    broken: (entry) => {
      const bytes = sentBytes(entry);
      return bytes <= MAXIMUM_MESSAGE_SIZE.max
        ? undefined
        : `the message must have at most ${MAXIMUM_MESSAGE_SIZE.max} bytes (1 MiB) with its attributes, got ${bytes}. ` +
            'SQS takes no larger one. Put the payload into a bucket and send where it is';
    },
  },
  {
    path: 'groupId',
    broken: ({ groupId }, fifo) =>
      fifo && groupId === undefined
        ? 'must be given on a FIFO queue, got none. Order is kept in a group. Give the id of what must stay in order'
        : badId(groupId),
  },
  {
    path: 'deduplicationId',
    broken: ({ deduplicationId }, fifo) =>
      !fifo && deduplicationId !== undefined
        ? `must not be given on a standard queue, got "${deduplicationId}". Only FIFO queues know it. Leave it out, or take a FIFO queue`
        : badId(deduplicationId),
  },
  {
    path: 'delaySeconds',
    broken: ({ delaySeconds }, fifo) => {
      if (delaySeconds === undefined) {
        return undefined;
      }
      if (fifo && delaySeconds !== DELAY.default) {
        return (
          `must not be given on a FIFO queue, got ${delaySeconds}. ` +
          'It delays all messages alike, to keep their order. Leave it out, or set the delay of the queue'
        );
      }
      return isWithin(DELAY, delaySeconds)
        ? undefined
        : `must be a whole number of ${DELAY.unit} from ${DELAY.min} to ${DELAY.max}, got ${delaySeconds}`;
    },
  },
];

function badId(id: string | undefined): string | undefined {
  return id === undefined || MESSAGE_GROUP_ID_PATTERN.test(id)
    ? undefined
    : `must be ${MESSAGE_GROUP_ID.min} to ${MESSAGE_GROUP_ID.max} letters, digits and ASCII punctuation, ` +
        `got ${JSON.stringify(id)} (${id.length} characters)`;
}
