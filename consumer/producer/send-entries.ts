import { BATCH_ENTRIES } from '../../model/limits/sqs';
import { Batcher, type EntryResult } from '../engine/batcher';
import type { BatchResult, Identified, QueuePort, SendEntry, SendReceipt } from '../engine/port';
import { QueueRequestError, reasonOf } from '../errors';
import type { ProducerSettings } from './producer-options';
import { type Lane, lanesOf, type Outgoing, outgoingOf } from './requests';
import type { NotSent, SendResult } from './send-result';

export interface Sending extends ProducerSettings {
  readonly port: QueuePort;
  /** Called for each request. */
  readonly onRequest: () => void;
}

/** What is known of an entry beside SQS's last word on it. */
interface Delivery {
  receipt?: SendReceipt;
  maybeSent: boolean;
}

type Tracked = SendEntry & { readonly delivery: Delivery };

/** Sends the entries of one call, in batches. The results are in the order of the entries. It never rejects. */
export async function sendEntries(entries: readonly SendEntry[], sending: Sending): Promise<readonly SendResult[]> {
  const results: SendResult[] = [];
  const failedBefore = new Map<string | undefined, number>();
  const send = async (messages: readonly Outgoing[]) => {
    const stopped = messages.filter(({ entry }) => sending.fifo && failedBefore.has(entry.groupId));
    for (const { index, entry } of stopped) {
      results[index] = groupStopped(failedBefore.get(entry.groupId));
    }
    const going = messages.filter((message) => !stopped.includes(message));
    const answers = await sendRequest(
      going.map(({ entry }) => entry),
      sending,
    );
    for (const [position, { index, entry }] of going.entries()) {
      const answer = answers[position] as SendResult;
      results[index] = answer;
      if (!answer.ok && !failedBefore.has(entry.groupId)) {
        failedBefore.set(entry.groupId, index);
      }
    }
  };
  await Promise.all(lanesOf(outgoingOf(entries), sending, sending.concurrency).map((lane) => sendLane(lane, send)));
  return results;
}

async function sendLane(lane: Lane, send: (messages: readonly Outgoing[]) => Promise<void>): Promise<void> {
  for (let messages = lane.take(); messages.length > 0; messages = lane.take()) {
    await send(messages);
  }
}

/** As many as fit into one request; what fails of them is retried before the worker goes on. */
async function sendRequest(entries: readonly SendEntry[], sending: Sending): Promise<readonly SendResult[]> {
  const { port, random, retryMs } = sending;
  const deadline = port.clock.now() + retryMs;
  const batcher = new Batcher<Tracked>({
    clock: port.clock,
    random,
    maxEntries: BATCH_ENTRIES.max,
    maxAgeMs: 0,
    retryUntil: () => deadline,
    send: (tracked) => attempt(tracked, sending),
  });
  const tracked = entries.map((entry): Tracked => ({ ...entry, delivery: { maybeSent: false } }));
  const results = tracked.map(async (entry) => resultOf(await batcher.add(entry), entry.delivery));
  batcher.hurry();
  return Promise.all(results);
}

/** One request. Whatever comes of it stays with its entries, because the next attempt's answer is not the whole story. */
async function attempt(entries: readonly Identified<Tracked>[], sending: Sending): Promise<BatchResult> {
  sending.onRequest();
  try {
    const result = await sending.port.sendBatch(
      sending.queueUrl,
      entries.map(({ delivery, ...entry }) => entry),
    );
    const named = new Set([...result.successful, ...result.failed.map(({ id }) => id)]);
    for (const { id, delivery } of entries) {
      delivery.receipt = result.receipts?.get(id);
      delivery.maybeSent ||= !named.has(id);
    }
    return result;
  } catch (error) {
    for (const { delivery } of entries) {
      delivery.maybeSent ||= !wasRefused(error);
    }
    throw error instanceof QueueRequestError
      ? error
      : new QueueRequestError(codeOf(error), reasonOf(error), false, { cause: error });
  }
}

function resultOf(answer: EntryResult, { receipt, maybeSent }: Delivery): SendResult {
  if (answer.ok) {
    return { ok: true, messageId: receipt?.messageId ?? '', sequenceNumber: receipt?.sequenceNumber };
  }
  const { code, message, senderFault } = answer;
  return { ok: false, code, message, senderFault, maybeSent };
}

function groupStopped(index: number | undefined): NotSent {
  return {
    ok: false,
    code: 'GroupStopped',
    message: `message ${index} before it in its group was not sent`,
    senderFault: false,
    maybeSent: false,
  };
}

/** Whether nothing of the request was carried out: SQS said so, or it never left. */
function wasRefused(error: unknown): boolean {
  if (error instanceof QueueRequestError) {
    return error.senderFault || property(error.cause, '$fault') === 'client';
  }
  return NEVER_LEFT.has(codeOf(error));
}

/** No credentials to sign with, no address, nobody who listens there. */
const NEVER_LEFT: ReadonlySet<string> = new Set(['CredentialsProviderError', 'EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND']);

/** `ECONNRESET` says more than the name `Error`. */
function codeOf(error: unknown): string {
  const code = property(error, 'code') ?? property(error, 'name');
  return typeof code === 'string' ? code : 'Unknown';
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
