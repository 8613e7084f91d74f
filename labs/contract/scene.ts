import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Code } from '../runner/code';

/** An SDK client's class. */
export type ClientClass<Client> = new (configuration: never) => Client;

/**
 * What a lab plays on: the learner's code, deployed somewhere. Nothing in it is special to the local cloud, so that
 * the same labs can be played in an account.
 */
export interface Scene {
  readonly code: Code;
  readonly account: string;
  readonly region: string;
  /** An SDK client, of another account where one is given. */
  client<Client>(Class: ClientClass<Client>, account?: string): Client;
  readonly sqs: SQSClient;
  /** Whether clients of other accounts can be had. In somebody's own account they cannot. */
  readonly otherAccounts: boolean;
  /**
   * `WaitTimeSeconds` with which a receive finds what is there: 0 on virtual time, where it would wait for somebody to
   * move the clock. In an account a receive that waits asks all servers of SQS, and one that does not asks some.
   */
  readonly pollSeconds: number;
  /** When the story began, in milliseconds since 1970: what AWS stamps is compared with it. */
  readonly began: number;
  /** Seconds since the story began. */
  now(): number;
  /** Lets seconds pass, in which programs that run aside go on. */
  pass(seconds: number): Promise<void>;
  /** For programs that run aside: comes back when so many seconds have passed. */
  sleep(seconds: number): Promise<void>;
  /** @throws LabError when the stack has no such queue */
  queueUrl(name: string): Promise<string>;
  /** What policies denied so far, with what decided. Only the local cloud tells: in an account it is empty. */
  denials(): readonly string[];
  /** What Lambda could not make sense of in handlers' answers so far. Only the local cloud tells. */
  refusedAnswers(): readonly string[];
  /** Physical id of the only resource of a type. @throws LabError when there is none */
  physicalId(type: string): string;
}

/** What the learner's code lacks for the story to be played at all. The message is all that is shown. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
