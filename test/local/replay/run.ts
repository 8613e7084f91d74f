import { LocalCloud } from '../../../local';
import { deployFunction } from '../lambda/function-stack';
import { send } from '../lambda/queue-actions';

/** Eight invocations at once that sleep, draw numbers, write objects side by side, fail, crash, and in one case burn the processor. */
const code = `
  const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
  const { SQSClient, ChangeMessageVisibilityCommand } = require('@aws-sdk/client-sqs');
  const { randomUUID } = require('node:crypto');
  const s3 = new S3Client({}), sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const put = (key, body) => s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: key, Body: body }));
  exports.handler = async (event) => {
    const failed = [];
    await Promise.all(event.Records.map(async (record) => {
      try {
        if (record.body === 'burn' && record.attributes.ApproximateReceiveCount === '1') for (;;);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5_000));
        await Promise.all([put('a/' + randomUUID(), record.body), put('b/' + record.messageId, String(Date.now()))]);
        if (Math.random() < 0.3) throw new Error('bad luck');
      } catch (error) {
        console.log(record.body, error.name);
        failed.push({ itemIdentifier: record.messageId });
        await sqs.send(new ChangeMessageVisibilityCommand({
          QueueUrl: process.env.QUEUE_URL, ReceiptHandle: record.receiptHandle, VisibilityTimeout: Math.floor(Math.random() * 10),
        })).catch(() => {});
      }
    }));
    return { batchItemFailures: failed };
  };`;

/** Prints the whole event stream, one event a line. */
async function main(seed: string): Promise<void> {
  const cloud = await LocalCloud.start({
    clock: 'virtual',
    seed,
    watchdogSeconds: 2,
    faults: [
      { on: 'sqs:DeleteMessageBatch', probability: 0.2 },
      { on: 's3:PutObject', probability: 0.05 },
      { on: 'lambda:Crash', probability: 0.02 },
    ],
  });
  const lines: string[] = [];
  cloud.events.subscribe((event) => lines.push(JSON.stringify(event)));
  const stack = await deployFunction(cloud, {
    code,
    batchSize: 3,
    maximumConcurrency: 8,
    visibilityTimeout: 90,
    maxReceiveCount: 4,
  });
  await send(cloud, stack.queueUrl, 'burn', ...Array.from({ length: 59 }, (_, index) => `order ${index}`));
  await cloud.settle();
  await cloud.stop();
  process.stdout.write(`${lines.join('\n')}\n`);
}

void main(process.argv[2] ?? '');
