import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';

/** Stops at the first record that fails: Lambda begins there again, and what comes before it is done. */
export async function handler({ Records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> {
  for (const { kinesis } of Records) {
    try {
      const click = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8')) as { readonly page: string };
      console.log(JSON.stringify({ page: click.page, partitionKey: kinesis.partitionKey }));
    } catch (error) {
      console.error(JSON.stringify({ sequenceNumber: kinesis.sequenceNumber, reason: String(error) }));
      return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}
