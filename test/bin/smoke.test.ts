import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { check, emptyBuckets, leftovers, type Target } from '../../bin/smoke/check';
import { LocalCloud } from '../../local';
import { synthesizeOnce } from '../job/reference-app';

const assembly = synthesizeOnce();
afterAll(() => assembly.remove());

let cloud: LocalCloud;
let target: Target;
let said: string[];

beforeEach(async () => {
  said = [];
  cloud = await LocalCloud.start({ clock: 'virtual' });
  const [stack] = await cloud.deploy(assembly.directory);
  target = {
    outputs: { ...stack?.outputs } as Record<string, string>,
    s3: cloud.client(S3Client),
    sqs: cloud.client(SQSClient),
    wait: async (milliseconds) => void (await cloud.advance(milliseconds)),
    say: (line) => void said.push(line),
  };
});
afterEach(() => cloud.stop());

test('the smoke test passes against the local cloud, and lists what is there until it is destroyed', async () => {
  expect({ passed: await check(target), said }).toEqual({
    passed: true,
    said: [
      'ok     each of 3 files is described, with its digest',
      'ok     the 2 broken files are in the dead-letter queue',
      'ok     the queue is empty',
      'ok     nothing else is in the catalogue',
    ],
  });
  expect(await leftovers(target)).toHaveLength(4);
  await emptyBuckets(target);
  await cloud.cloudFormation.deleteStack('Catalogue');
  expect(await leftovers(target)).toEqual([]);
});

test('it fails when more is dead-lettered than the broken files', async () => {
  const { sqs, outputs } = target;
  await sqs.send(new SendMessageCommand({ QueueUrl: outputs['DeadLetterQueueUrl'], MessageBody: 'another' }));
  expect(await check(target)).toBe(false);
  expect(said).toContain('FAILED the 2 broken files are in the dead-letter queue');
});
