import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LedgerStack } from '../../docs/examples/uploads-in-order';
import { LocalCloud } from '../../local';
import { newApp } from '../lib/synthesis';

test('the objects of the example reach its FIFO queue by way of EventBridge, and others do not', async () => {
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const app = newApp();
    new LedgerStack(app, 'Shop', { env: { account: cloud.account, region: cloud.region } });
    await cloud.deploy(app.synth().directory);
    const s3 = cloud.client(S3Client);
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    for (const Key of ['ledger/1', 'other/1', 'ledger/2']) {
      await s3.send(new PutObjectCommand({ Bucket: Buckets?.[0]?.Name, Key, Body: '{}' }));
    }
    await cloud.settle();
    const sqs = cloud.client(SQSClient);
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'Shop-Ledger' }));
    const QueueUrl = QueueUrls.find((url) => url.endsWith('.fifo') && !url.includes('DeadLetter'));
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
    const { Messages = [] } = await sqs.send(receive);
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([{ key: 'ledger/1' }, { key: 'ledger/2' }]);
  } finally {
    await cloud.stop();
  }
});
