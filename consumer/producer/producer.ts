import { createHash, randomUUID } from 'node:crypto';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { createSqsClient, sqsPort } from '../adapters/sqs-port';
import type { QueuePort, SendEntry } from '../engine/port';
import { type TraceCarrier, traceCarrier, withTrace } from '../trace/inject-trace';
import { messageAttributesOf } from './attributes';
import { bodyOf } from './body';
import { entryProblems } from './check-entry';
import { encryptEntries } from './encrypt-entries';
import {
  type ProducerOptions,
  type ProducerSchemaOptions,
  type ProducerSettings,
  settingsOf,
} from './producer-options';
import { sendEntries } from './send-entries';
import { InvalidMessageError, type Problem, SendFailedError } from './send-errors';
import type { Send, SendOptions } from './send-options';
import type { SendCounts, SendResult, Sent } from './send-result';

export interface Producer<Payload> {
  /**
   * Sends one message.
   * @throws InvalidMessageError when it can never be sent as it is given
   * @throws SendFailedError when SQS did not take it
   */
  send(payload: Payload, options?: SendOptions): Promise<Sent>;
  /**
   * Sends many, in as few requests as their number and bytes allow, and says what became of each, in their order.
   * @throws InvalidMessageError when one of them can never be sent as it is given; then nothing was sent
   */
  sendAll(messages: Iterable<Send<Payload>>): Promise<readonly SendResult[]>;
  /** What was asked of SQS since the producer was made. */
  readonly counts: SendCounts;
}

/**
 * Makes a producer for one queue, typed by a schema.
 * @throws InvalidOptionError when an option is outside its range, or no queue is named
 */
export function createProducer<Schema extends StandardSchemaV1>(
  options: ProducerSchemaOptions<Schema>,
): Producer<StandardSchemaV1.InferInput<Schema>>;
export function createProducer<Payload = unknown>(options?: ProducerOptions): Producer<Payload>;
export function createProducer(
  options: ProducerOptions & { readonly schema?: StandardSchemaV1 } = {},
): Producer<unknown> {
  const settings = settingsOf(options);
  const counts = { messages: 0, requests: 0 };
  let port: QueuePort | undefined = options.port;
  let { client } = options;
  const onRequest = () => {
    counts.requests += 1;
  };

  async function sendAll(messages: Iterable<Send<unknown>>): Promise<readonly SendResult[]> {
    const carrier = traceCarrier(settings.trace);
    const entries = await entriesOf([...messages], settings, options.schema, carrier);
    port ??= sqsPort(() => {
      client ??= createSqsClient();
      return client;
    });
    const results = await sendEntries(entries, { ...settings, port, onRequest });
    counts.messages += results.filter(({ ok }) => ok).length;
    return results;
  }

  return {
    async send(payload, sendOptions = {}) {
      const [result] = (await sendAll([{ ...sendOptions, payload }])) as readonly [SendResult];
      if (!result.ok) {
        throw new SendFailedError(result, settings.queueUrl);
      }
      return result;
    },
    sendAll,
    get counts() {
      return counts.messages === 0
        ? { ...counts }
        : { ...counts, requestsPerMessage: counts.requests / counts.messages };
    },
  };
}

/** @throws InvalidMessageError */
async function entriesOf(
  messages: readonly Send<unknown>[],
  settings: ProducerSettings,
  schema: StandardSchemaV1 | undefined,
  carrier: TraceCarrier,
): Promise<readonly SendEntry[]> {
  const drafts = await Promise.all(messages.map((message) => draftOf(message, settings, schema)));
  const problems = drafts.flatMap((draft, index) => draft.problems.map((problem) => ({ index, ...problem })));
  if (problems.length > 0) {
    throw new InvalidMessageError(problems, messages.length);
  }
  const entries = await encryptEntries(
    drafts.map(({ entry }) => entry),
    settings,
  );
  return entries.map((entry) => withTrace(entry, carrier));
}

interface Draft {
  readonly entry: SendEntry;
  readonly problems: readonly Problem[];
}

async function draftOf(
  { payload, ...options }: Send<unknown>,
  settings: ProducerSettings,
  schema: StandardSchemaV1 | undefined,
): Promise<Draft> {
  const encoded = await bodyOf(payload, settings.format, schema);
  const body = 'body' in encoded ? encoded.body : '';
  const entry: SendEntry = {
    body,
    messageAttributes: messageAttributesOf(options.attributes),
    groupId: options.groupId,
    deduplicationId: options.deduplicationId ?? (settings.fifo ? deduplicationIdOf(body, settings) : undefined),
    delaySeconds: options.delaySeconds,
    traceHeader: options.traceHeader,
  };
  return {
    entry,
    problems: [...('problems' in encoded ? encoded.problems : []), ...entryProblems(entry, settings.fifo)],
  };
}

/** It is the same at every attempt: that is what makes a FIFO queue take a repeated request once. */
function deduplicationIdOf(body: string, { deduplication }: ProducerSettings): string {
  return deduplication === 'unique' ? randomUUID() : createHash('sha256').update(body).digest('hex');
}
