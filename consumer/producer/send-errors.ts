import { ConsumerError, type SchemaIssue } from '../errors';
import type { NotSent } from './send-result';

/** One thing that is wrong with a message, before it is sent. `path` is that of the payload, or an option's name. */
export type Problem = SchemaIssue;

/** A problem of one of the messages of `sendAll`. */
export interface MessageProblem extends Problem {
  /** Position of the message in the call, from 0. */
  readonly index: number;
}

/** Thrown when a message can never be sent as it is given. Nothing of the call was sent. */
export class InvalidMessageError extends ConsumerError {
  readonly code = 'InvalidMessage';
  readonly problems: readonly MessageProblem[];

  constructor(problems: readonly MessageProblem[], count: number) {
    const named = problems.map(({ index, path, message }) => {
      const place = path === '' ? '' : `${path}: `;
      return count === 1 ? `${place}${message}` : `message ${index}: ${place}${message}`;
    });
    const [shown, hidden] = [named.slice(0, MAX_SHOWN), named.length - MAX_SHOWN];
    super(`Nothing was sent: ${shown.join('; ')}${hidden > 0 ? `; and ${hidden} more` : ''}.`);
    this.problems = problems;
  }
}

const MAX_SHOWN = 10;

/** Thrown by `send` when SQS did not take the message. */
export class SendFailedError extends ConsumerError {
  readonly code = 'SendFailed';
  readonly awsCode: string;
  /** True when the same message would be refused again. */
  readonly senderFault: boolean;
  /** True when an answer was lost: the message may be in the queue all the same. */
  readonly maybeSent: boolean;

  constructor(result: NotSent, queueUrl: string) {
    const text = result.message === result.code ? result.code : `${result.code}: ${result.message}`;
    const maybe = result.maybeSent ? ' An answer was lost, so the message may be in the queue all the same.' : '';
    super(`The queue ${queueUrl} did not take the message: ${text}${maybe}`);
    this.awsCode = result.code;
    this.senderFault = result.senderFault;
    this.maybeSent = result.maybeSent;
  }
}
