import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { App } from 'aws-cdk-lib';
import { createProducer } from '../../consumer';
import { encryptWith } from '../../consumer/encryption';
import { EncryptedOrdersStack } from '../../docs/examples/encrypted-orders-stack';
import { LocalCloud, type StackResult } from '../../local';
import { logLines, receiveAll } from '../local/lambda/queue-actions';

const outdir = mkdtempSync(join(tmpdir(), 'spillway-docs-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

function resource(stack: StackResult | undefined, type: string, id: RegExp): string {
  const found = stack?.resources.filter((each) => each.type === type && id.test(each.logicalId)) ?? [];
  if (found.length !== 1) throw new Error(`expected one ${type} ${id}, found ${found.length}`);
  return found[0]?.physicalId ?? '';
}

test('a deployed function opens what was encrypted for its queue, with the permission that the page names', async () => {
  const app = new App({ outdir, analyticsReporting: false });
  new EncryptedOrdersStack(app, 'Shop');
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const [stack] = await cloud.deploy(app.synth().directory);
    const queueUrl = resource(stack, 'AWS::SQS::Queue', /^Orders(?!DeadLetter)/);
    const keyId = resource(stack, 'AWS::KMS::Key', /^OrderKey/);
    const encryption = encryptWith({
      keyIds: [`arn:aws:kms:us-east-1:${cloud.account}:key/${keyId}`],
      context: { purpose: 'orders' },
      client: cloud.client(KMSClient),
    });
    const client = cloud.client(SQSClient);
    const decisions: unknown[] = [];
    cloud.events.subscribe((event) => {
      if (event.type === 'decision' && event['action'] === 'kms:Decrypt') decisions.push(event['kind']);
    });
    await createProducer({ queueUrl, client, encryption }).send({ orderId: '1', total: 10 });
    await cloud.settle();
    const lines = await logLines(cloud, resource(stack, 'AWS::Logs::LogGroup', /./));
    const outcomes = lines.filter((line) => /"outcome"/.test(line)).map((line) => JSON.parse(line).outcome);
    const left = await receiveAll(cloud, queueUrl);
    expect({ decisions, outcomes, left }).toEqual({ decisions: ['allow'], outcomes: ['ack'], left: [] });
  } finally {
    await cloud.stop();
  }
}, 60_000);
