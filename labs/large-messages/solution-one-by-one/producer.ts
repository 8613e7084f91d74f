import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

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

/** Well below 1 MiB, so that the attributes fit, too. */
const LARGE = 1_000_000;

/** A request for each, so that none can hold up another. */
export async function sendInvoices({ sqs, s3, queueUrl, bucket }: Places, invoices: readonly Invoice[]): Promise<void> {
  for (const { number, customer, text } of invoices) {
    const large = Buffer.byteLength(text) > LARGE;
    if (large) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: number, Body: text }));
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: large ? `s3:${number}` : text,
        MessageAttributes: {
          number: { DataType: 'String', StringValue: number },
          customer: { DataType: 'String', StringValue: customer },
        },
      }),
    );
  }
}
