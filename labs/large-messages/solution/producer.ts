import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';

export interface Invoice {
  readonly number: string;
  readonly customer: string;
  readonly text: string;
}

export interface Places {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly queueUrl: string;
  /** For what is too large for a message. */
  readonly bucket: string;
}

/** Of one message, and of one batch: 1 MiB. */
const LIMIT = 1_048_576;

/** Ten to a batch, or fewer when they are large. */
export async function sendInvoices(places: Places, invoices: readonly Invoice[]): Promise<void> {
  let batch: SendMessageBatchRequestEntry[] = [];
  for (const invoice of invoices) {
    const entry = await entryFor(places, invoice);
    const bytes = [...batch, entry].reduce((sum, each) => sum + bytesOf(each), 0);
    if (batch.length === 10 || bytes > LIMIT) {
      await sendBatch(places, batch);
      batch = [];
    }
    batch.push(entry);
  }
  if (batch.length > 0) await sendBatch(places, batch);
}

/** With the text itself, or with the key under which S3 has it. */
async function entryFor({ s3, bucket }: Places, invoice: Invoice): Promise<SendMessageBatchRequestEntry> {
  const entry = entryWith(invoice, invoice.text);
  if (bytesOf(entry) <= LIMIT) return entry;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: invoice.number, Body: invoice.text }));
  return entryWith(invoice, `s3:${invoice.number}`);
}

function entryWith({ number, customer }: Invoice, body: string): SendMessageBatchRequestEntry {
  return {
    Id: number,
    MessageBody: body,
    MessageAttributes: {
      number: { DataType: 'String', StringValue: number },
      customer: { DataType: 'String', StringValue: customer },
    },
  };
}

/** SQS counts bytes, of the body and of each attribute's name, type and value. */
function bytesOf({ MessageBody = '', MessageAttributes = {} }: SendMessageBatchRequestEntry): number {
  const attributes = Object.entries(MessageAttributes).map(
    ([name, { DataType = '', StringValue = '' }]) => name + DataType + StringValue,
  );
  return Buffer.byteLength(MessageBody + attributes.join(''));
}

/** Until SQS has taken all: what it could not take this time is in Failed. */
async function sendBatch({ sqs, queueUrl }: Places, entries: SendMessageBatchRequestEntry[]): Promise<void> {
  let left = entries;
  for (;;) {
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }));
    const refused = Failed.find(({ SenderFault }) => SenderFault);
    if (refused !== undefined) throw new Error(`invoice ${refused.Id}: ${refused.Message}`);
    left = left.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
    if (left.length === 0) return;
    await setTimeout(1_000);
  }
}
