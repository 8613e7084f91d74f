import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
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

/** Every invoice is in S3, and a message is only where: ten of them are always small enough. */
export async function sendInvoices({ sqs, s3, queueUrl, bucket }: Places, invoices: readonly Invoice[]): Promise<void> {
  const left = [...invoices];
  while (left.length > 0) {
    const batch = left.splice(0, 10);
    for (const invoice of batch) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: invoice.number, Body: JSON.stringify(invoice) }));
    }
    const Entries = batch.map(({ number }) => ({ Id: number, MessageBody: JSON.stringify({ key: number }) }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    // In a later batch once more.
    left.push(...batch.filter(({ number }) => Failed.some(({ Id }) => Id === number)));
  }
}
