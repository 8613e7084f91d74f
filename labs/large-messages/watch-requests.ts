import { isDeepStrictEqual } from 'node:util';
import { type SendMessageBatchCommandInput, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import type { Scene } from '../contract';
import { invoices } from './invoices';

/** What the producer asked SQS for. */
export interface Requests {
  /** With the invoices in it, as far as they can be told. */
  readonly refused: { readonly request: string; readonly numbers: readonly string[]; readonly answer: string }[];
  /** Refused requests that came again. */
  readonly repeated: string[];
  /** Invoices that SQS left out of a batch, although nothing was wrong with them. */
  readonly failed: string[];
}

/** A client whose requests are written down. Of the first batch that it takes, SQS leaves out one entry, as it may. */
export function watchRequests(scene: Scene, { refused, repeated, failed }: Requests): SQSClient {
  const sqs = scene.client(SQSClient);
  const refusals: { readonly messages: readonly Message[]; readonly error: unknown }[] = [];
  let leftOut = false;
  sqs.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (request) => {
        const { input } = request;
        const messages = messagesIn(input);
        const numbers = messages.flatMap(numberOf);
        const name = `${commandName.replace(/Command$/, '')} of ${numbers.join(', ') || `${messages.length} messages`}`;
        const before = refusals.find((refusal) => areSame(refusal.messages, messages));
        if (before !== undefined) {
          repeated.push(name);
          // SQS would say the same, and large requests take their time.
          throw before.error;
        }
        try {
          const unlucky = leftOut || messages.length < 2 ? undefined : (messages[3] ?? messages[1]);
          if (unlucky === undefined || !isBatch(input)) return await next(request);
          const Entries = input.Entries?.filter((entry) => entry !== unlucky);
          const answer = await next({ ...request, input: { ...input, Entries } });
          leftOut = true;
          failed.push(...numberOf(unlucky));
          const others = 'Failed' in answer.output ? (answer.output.Failed ?? []) : [];
          const Failed = [...others, { ...NOT_TAKEN, Id: unlucky.Id }];
          return { ...answer, output: { ...answer.output, Failed } };
        } catch (error) {
          const answer = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
          refused.push({ request: name, numbers, answer });
          refusals.push({ messages, error });
          throw error;
        }
      },
    { step: 'initialize', name: 'watchRequests' },
  );
  return sqs;
}

const NOT_TAKEN = { SenderFault: false, Code: 'InternalError', Message: 'SQS could not take it this time.' };

type Message = Partial<SendMessageBatchRequestEntry>;

const isBatch = (input: object): input is SendMessageBatchCommandInput => 'Entries' in input;

const isMessage = (input: object): input is Message => 'MessageBody' in input;

const messagesIn = (input: object): readonly Message[] =>
  isBatch(input) ? (input.Entries ?? []) : isMessage(input) ? [input] : [];

const areSame = (some: readonly Message[], others: readonly Message[]): boolean =>
  some.length === others.length && some.every((message, index) => isSame(message, others[index]));

const isSame = (message: Message, other: Message | undefined): boolean =>
  message.MessageBody === other?.MessageBody && isDeepStrictEqual(message.MessageAttributes, other?.MessageAttributes);

/** By the text, which is in the body unless it is in S3, or else by the attribute. */
function numberOf({ MessageBody, MessageAttributes = {} }: Message): readonly string[] {
  return invoices
    .filter(({ number, text }) => MessageBody === text || MessageAttributes['number']?.StringValue === number)
    .map(({ number }) => number);
}
