import { InvalidMessageError, InvalidOptionError, text } from '../../../consumer';
import { type EncryptionOptions, encrypted, encryptWith } from '../../../consumer/encryption';
import { order, World } from './world';

const MIB = 1_048_576;

describe('sending', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.start();
  });

  afterEach(() => world.cloud.stop());

  test('the encrypted body is what counts against 1 MiB, and the error says so', async () => {
    const producer = world.producer({ format: 'text' });
    const fits = 'x'.repeat(785_000);
    await producer.send(fits);
    const handled: string[] = [];
    await world.handle({ envelope: encrypted(world.options(), text()), process: (body) => void handled.push(body) });
    expect(handled).toEqual([fits]);

    const sending = producer.sendAll([{ payload: 'small' }, { payload: 'x'.repeat(790_000) }]);
    await expect(sending).rejects.toBeInstanceOf(InvalidMessageError);
    await expect(sending).rejects.toThrow(
      /message 1: the message must have at most 1048576 bytes.* got 105\d{4} once it is encrypted \(790000 before\)/,
    );
    expect(await world.receive()).toEqual([]);
  });

  test('KMS is not asked for what cannot be sent anyway', async () => {
    const counts = world.countKms();
    await expect(world.producer({ format: 'text' }).send('x'.repeat(MIB + 1))).rejects.toThrow(InvalidMessageError);
    await expect(world.producer().send(order, { delaySeconds: 901 })).rejects.toThrow(InvalidMessageError);
    expect(counts).toEqual({});
  });

  test('the queue is the one that the options name, where a URL does not say its region', async () => {
    const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:orders';
    await world.producer({ queueArn }).send(order);
    const { outcomes } = await world.handle({
      envelope: encrypted({ ...world.options(), from: [queueArn] }),
      process: () => undefined,
    });
    expect(outcomes).toMatchObject([{ outcome: 'ack' }]);
    expect(() => world.producer({ queueArn: 'orders' })).toThrow(
      /'queueArn' must be the ARN of an SQS queue, got "orders"/,
    );
  });
});

describe('a FIFO queue', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.start();
    world.queueUrl = await world.createQueue('orders.fifo');
  });

  afterEach(() => world.cloud.stop());

  test('takes an encrypted message once by the id that it is given, though its body is another one each time', async () => {
    const producer = world.producer();
    const options = { groupId: 'g', deduplicationId: 'order-1' };
    await producer.send(order, options);
    await producer.send(order, options);
    await producer.send(order, { groupId: 'h' });
    const messages = await world.receive();
    expect(messages).toHaveLength(2);
    const ids = messages.map(({ Attributes }) => Attributes?.MessageDeduplicationId);
    expect(ids[0]).toBe('order-1');
    expect(ids[1]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(messages.map(({ Body }) => Body)).size).toBe(2);
  });

  test('cannot have ids from the content', () => {
    expect(() => world.producer({ deduplication: 'content' })).toThrow(InvalidOptionError);
    expect(() => world.producer({ deduplication: 'content' })).toThrow(/'deduplicationId'/);
  });
});

describe('options', () => {
  const keyIds = ['arn:aws:kms:us-east-1:111122223333:key/1'];
  const cases: readonly [string, Partial<EncryptionOptions>, RegExp][] = [
    ['no key', { keyIds: [] }, /'keyIds' must be 1 to 10 ARNs of KMS keys, got \[\]/],
    ['an alias', { keyIds: ['arn:aws:kms:us-east-1:111122223333:alias/orders'] }, /an alias or an id would never/],
    ['a key by its id', { keyIds: ['12345678-1234-1234-1234-123456789012'] }, /'keyIds'/],
    ['the name of the queue', { context: { queueArn: 'a' } }, /'context'.*got "queueArn"/],
    ["a name of the SDK's", { context: { 'aws-crypto-x': 'a' } }, /'context'.*"aws-crypto-x"/],
    ['an empty value', { context: { tenant: '' } }, /'context'.*"tenant"/],
    ['no age', { cache: { maxAgeSeconds: 0 } }, /'cache.maxAgeSeconds' must be a whole number from 1 to 86400, got 0/],
    ['no messages', { cache: { maxAgeSeconds: 1, maxMessages: 0 } }, /'cache.maxMessages'/],
  ];

  test.each(cases)('%s is refused', (_name, options, message) => {
    for (const make of [encryptWith, encrypted]) {
      expect(() => make({ keyIds, ...options })).toThrow(InvalidOptionError);
      expect(() => make({ keyIds, ...options })).toThrow(message);
    }
  });

  test('what is no queue cannot be opened from', () => {
    expect(() => encrypted({ keyIds, from: [] })).toThrow(/'from'/);
    expect(() => encrypted({ keyIds, from: ['orders'] })).toThrow(/'from'/);
  });
});
