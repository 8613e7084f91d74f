import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { allowSns, OWNER, redrive, SnsCloud, urlOf } from './sns-cloud';

let cloud: SnsCloud;
let topic: string;

beforeEach(async () => {
  cloud = await SnsCloud.start();
  topic = await cloud.topic();
});

afterEach(() => cloud.cloud.stop());

const RAW = { RawMessageDelivery: 'true' };

async function publish(...messages: string[]): Promise<void> {
  for (const message of messages) await cloud.publish(topic, message);
  await cloud.cloud.settle();
}

test('SNS sends in the name of the topic and of its account: the queue policy can ask for both', async () => {
  const queue = await cloud.queue('work');
  await cloud.subscribe(topic, queue, RAW);
  const condition = (source: string, account: string) => ({
    ArnEquals: { 'aws:SourceArn': source },
    StringEquals: { 'aws:SourceAccount': account },
  });
  await cloud.setQueuePolicy(queue, allowSns(queue, condition(topic, OWNER)));
  await publish('right');
  await cloud.setQueuePolicy(queue, allowSns(queue, condition(`${topic}-other`, OWNER)));
  await publish('wrong topic');
  await cloud.setQueuePolicy(queue, allowSns(queue, condition(topic, '444455556666')));
  await publish('wrong account');
  expect(await cloud.bodies(queue)).toEqual(['right']);
  expect(cloud.happened('sns.lost').map(({ code }) => code)).toEqual(['AccessDenied', 'AccessDenied']);
});

test('what a queue refuses lands in the dead-letter queue of its subscription, once and at once', async () => {
  const queue = await cloud.queue('closed', { policy: false });
  const open = await cloud.queue('open');
  const dead = await cloud.queue('dead');
  await cloud.subscribe(topic, queue, { ...RAW, ...redrive(dead) });
  await cloud.subscribe(topic, open, RAW);
  await publish('one', 'two');
  expect((await cloud.bodies(dead)).sort()).toEqual(['one', 'two']);
  expect((await cloud.bodies(open)).sort()).toEqual(['one', 'two']);
  expect(cloud.cloud.now()).toBe(Date.UTC(2026, 0, 1));
});

test('a queue that is gone is a failure like any other', async () => {
  const queue = await cloud.queue('work');
  const dead = await cloud.queue('dead');
  await cloud.subscribe(topic, queue, redrive(dead));
  await cloud.sqsOf().send(new DeleteQueueCommand({ QueueUrl: urlOf(queue) }));
  await publish('late');
  expect((await cloud.bodies(dead)).map((body) => JSON.parse(body).Message)).toEqual(['late']);
});

test('without a dead-letter queue, or with one that refuses as well, the message is lost', async () => {
  await cloud.subscribe(topic, await cloud.queue('first', { policy: false }));
  const dead = await cloud.queue('dead', { policy: false });
  await cloud.subscribe(topic, await cloud.queue('second', { policy: false }), redrive(dead));
  await publish('gone');
  expect(cloud.happened('sns.lost')).toHaveLength(2);
});

test('when SQS fails, SNS tries again: three times at once, then with pauses', async () => {
  const queue = await cloud.queue('work');
  await cloud.subscribe(topic, queue, RAW);
  cloud.cloud.inject([{ on: 'sqs:SendMessage', probability: 1, atMost: 6 }]);
  await publish('patient');
  expect(await cloud.bodies(queue)).toEqual(['patient']);
  // Four failures without a pause, two seconds before the backoff, the first second of it.
  expect(cloud.happened('sns.delivery-failed').map(({ at }) => at - Date.UTC(2026, 0, 1))).toEqual([
    0, 0, 0, 0, 1000, 2000,
  ]);
  expect(cloud.happened('sns.delivered').map(({ at }) => at - Date.UTC(2026, 0, 1))).toEqual([3000]);
});

test('a message goes to those whose filter wants it', async () => {
  const placed = await cloud.queue('placed');
  const large = await cloud.queue('large');
  await cloud.subscribe(topic, placed, { ...RAW, FilterPolicy: JSON.stringify({ type: ['placed'] }) });
  const FilterPolicy = JSON.stringify({ order: { total: [{ numeric: ['>', 100] }] } });
  await cloud.subscribe(topic, large, { ...RAW, FilterPolicy, FilterPolicyScope: 'MessageBody' });
  const send = (type: string, total: number) =>
    cloud.publish(topic, JSON.stringify({ order: { total } }), {
      MessageAttributes: { type: { DataType: 'String', StringValue: type } },
    });
  await send('placed', 10);
  await send('paid', 200);
  await send('placed', 300);
  await send('paid', 20);
  await cloud.cloud.settle();
  const totals = async (queue: string) =>
    (await cloud.bodies(queue)).map((body) => JSON.parse(body).order.total).sort();
  expect(await totals(placed)).toEqual([10, 300]);
  expect(await totals(large)).toEqual([200, 300]);
  expect(cloud.happened('sns.filtered-out')).toHaveLength(4);
});
