import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Invoice, Places } from './producer';

/** The lab calls this in a loop. */
export async function consume(places: Places, print: (invoice: Invoice) => Promise<void>): Promise<void> {
  const { sqs, s3, queueUrl, bucket } = places;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
  );
  for (const { Body = '', ReceiptHandle } of Messages) {
    const { key } = JSON.parse(Body);
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    await print(JSON.parse((await object.Body?.transformToString()) ?? ''));
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    // After the message: a message whose object is gone could never be printed.
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  }
}
