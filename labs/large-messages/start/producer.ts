import type { S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

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

/** The lab calls this once, with the 20 invoices of a day. */
export async function sendInvoices({ sqs, queueUrl }: Places, invoices: readonly Invoice[]): Promise<void> {
  for (let first = 0; first < invoices.length; first += 10) {
    const entries = invoices.slice(first, first + 10).map(({ number, customer, text }) => ({
      Id: number,
      MessageBody: text,
      MessageAttributes: {
        number: { DataType: 'String', StringValue: number },
        customer: { DataType: 'String', StringValue: customer },
      },
    }));
    // TODO(lab): how large may a batch be, how large a message, and what does the answer say?
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }
}
