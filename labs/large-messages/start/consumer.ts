import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Invoice, Places } from './producer';

/** The lab calls this in a loop. A body such as s3:17 says that the text is in the bucket, under the key 17. */
export async function consume(places: Places, print: (invoice: Invoice) => Promise<void>): Promise<void> {
  const { sqs, queueUrl } = places;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      MessageAttributeNames: ['All'],
    }),
  );
  for (const { Body = '', MessageAttributes = {}, ReceiptHandle } of Messages) {
    const text = Body.startsWith('s3:') ? await fetchText(places, Body.slice('s3:'.length)) : Body;
    const { number, customer } = MessageAttributes;
    await print({ number: number?.StringValue ?? '', customer: customer?.StringValue ?? '', text });
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
}

async function fetchText({ s3, bucket }: Places, key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
}
