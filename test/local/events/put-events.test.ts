import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ACCOUNT, EventCloud, queueArnOf, REGION } from './event-cloud';

let it: EventCloud;
beforeEach(async () => {
  it = await EventCloud.start({ startTime: Date.UTC(2026, 0, 1, 12, 0, 0, 250) });
});
afterEach(() => it.stop());

const put = (...Entries: object[]) => it.events.send(new PutEventsCommand({ Entries }));
const valid = { Source: 'shop', DetailType: 'order placed', Detail: '{"n":1}' };

test('an event reaches the queue of a rule that wants it, as EventBridge writes it', async () => {
  await it.createQueue('orders', 'orders');
  await it.rule('orders', { source: ['shop'] }, { Id: 'queue', Arn: queueArnOf('orders') });
  const id = await it.put({ orderId: '7' });
  expect((await it.bodies('orders')).map((body) => JSON.parse(body))).toEqual([
    {
      version: '0',
      id,
      'detail-type': 'order placed',
      source: 'shop',
      account: ACCOUNT,
      time: '2026-01-01T12:00:00Z',
      region: REGION,
      resources: [],
      detail: { orderId: '7' },
    },
  ]);
});

test('time and resources are those of the entry', async () => {
  await it.createQueue('orders', 'orders');
  await it.rule('orders', { source: ['shop'] }, { Id: 'queue', Arn: queueArnOf('orders') });
  await put({ ...valid, Time: new Date('2025-12-31T23:59:59.900Z'), Resources: ['arn:aws:s3:::uploads'] });
  const [body = ''] = await it.bodies('orders');
  expect(JSON.parse(body)).toMatchObject({ time: '2025-12-31T23:59:59Z', resources: ['arn:aws:s3:::uploads'] });
});

test('an entry that is not valid fails alone', async () => {
  const answer = await put(
    { ...valid, Source: undefined },
    { ...valid, DetailType: '' },
    { ...valid, Detail: undefined },
    { ...valid, Detail: '[1]' },
    { ...valid, Detail: '{' },
    { ...valid, Source: 'aws.s3' },
    valid,
  );
  expect(answer.FailedEntryCount).toBe(6);
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    'InvalidArgument',
    'InvalidArgument',
    'InvalidArgument',
    'MalformedDetail',
    'MalformedDetail',
    'NotAuthorizedForSourceException',
    undefined,
  ]);
  expect(answer.Entries?.at(-1)?.EventId).toMatch(/^[0-9a-f-]{36}$/);
});

test('at most ten entries, and less than 1 MiB in all', async () => {
  await expect(put(...Array.from({ length: 11 }, () => valid))).rejects.toMatchObject({ name: 'ValidationException' });
  const detail = (length: number) => JSON.stringify({ text: 'x'.repeat(length) });
  const most = 1_048_576 - 1 - 'shoporder placed'.length - detail(0).length;
  await put({ ...valid, Detail: detail(most) });
  await expect(put({ ...valid, Detail: detail(most + 1) })).rejects.toThrow('over the limit of 1048576 bytes');
});

test('there is no other bus, and no one of another account', async () => {
  await put({ ...valid, EventBusName: 'default' });
  await put({ ...valid, EventBusName: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default` });
  for (const EventBusName of ['orders', `arn:aws:events:${REGION}:444455556666:event-bus/default`]) {
    await expect(put({ ...valid, EventBusName })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  }
});

test("an account's events stay on its own bus, and in their region", async () => {
  await it.createQueue('orders', 'orders');
  await it.rule('orders', { source: ['shop'] }, { Id: 'queue', Arn: queueArnOf('orders') });
  const command = new PutEventsCommand({ Entries: [valid] });
  await it.cloud.client(EventBridgeClient, { account: '444455556666' }).send(command);
  await it.cloud.client(EventBridgeClient, { region: 'eu-west-1' }).send(command);
  expect(await it.bodies('orders')).toEqual([]);
  expect(it.told).toMatchObject([
    { type: 'events.received', account: '444455556666', rules: [] },
    { type: 'events.received', region: 'eu-west-1', rules: [] },
  ]);
});

test('over HTTP an unmodified client is served', async () => {
  await it.stop();
  it = await EventCloud.start({ port: 0 });
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint: it.cloud.url, region: REGION, credentials });
  await it.createQueue('orders', 'orders');
  await it.rule('orders', { source: ['shop'] }, { Id: 'queue', Arn: queueArnOf('orders') });
  const answer = await client.send(new PutEventsCommand({ Entries: [{ ...valid, Time: new Date(0) }] }));
  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  expect(JSON.parse((await it.bodies('orders'))[0] ?? '')).toMatchObject({
    time: '1970-01-01T00:00:00Z',
    detail: { n: 1 },
  });
  const refused = client.send(new PutEventsCommand({ Entries: [{ ...valid, EventBusName: 'none' }] }));
  await expect(refused).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Event bus none does not exist.',
  });
  client.destroy();
});
