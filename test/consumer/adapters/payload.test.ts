import * as v from 'valibot';
import { z } from 'zod';
import { bucketEvents, consume, type Message, text } from '../../../consumer';
import { InMemoryPort, invoke, MemoryLogger, s3EventBody, sqsEvent, sqsRecord } from '../../../consumer/testing';

const DLQ = 'https://sqs.us-east-1.amazonaws.com/111122223333/work-dlq';

function setUp() {
  const port = new InMemoryPort();
  return { port, logger: new MemoryLogger(), deadLetterQueueUrl: DLQ };
}

describe('payloads', () => {
  test('come as the schema returns them, typed', async () => {
    const { port, ...rest } = setUp();
    const seen: Array<{ at: Date; tags: string[] }> = [];
    const schema = z.object({ at: z.coerce.date(), tags: z.array(z.string()).default([]) });
    const handler = consume({ ...rest, port, schema, process: (payload) => void seen.push(payload) });

    await invoke(handler, sqsEvent([{ at: '2030-01-01T00:00:00Z' }]), { clock: port.clock });

    expect(seen).toEqual([{ at: new Date('2030-01-01T00:00:00Z'), tags: [] }]);
  });

  test.each([
    ['zod', z.object({ items: z.array(z.object({ 'unit price': z.number() })) })],
    ['valibot', v.object({ items: v.array(v.object({ 'unit price': v.number() })) })],
  ])('that fail a schema of %s are permanent failures with the path of what is wrong', async (_, schema) => {
    const { port, ...rest } = setUp();
    const process = jest.fn();
    const handler = consume({ ...rest, port, schema, process });

    await invoke(handler, sqsEvent([{ items: [{ 'unit price': 1 }, { 'unit price': 'two' }] }]), { clock: port.clock });

    expect(process).not.toHaveBeenCalled();
    expect(rest.logger.outcomes[0]).toMatchObject({
      outcome: 'deadLetter',
      reason: expect.stringMatching(/^The payload does not fit its schema: items\[1\]\["unit price"\]: .*number/),
    });
    expect(port.queue(DLQ).messages).toHaveLength(1);
  });

  test('that are not JSON are permanent failures', async () => {
    const { port, ...rest } = setUp();

    await invoke(consume({ ...rest, port, process: jest.fn() }), sqsEvent(['{"n":']), { clock: port.clock });

    expect(rest.logger.outcomes[0]).toMatchObject({
      outcome: 'deadLetter',
      reason: expect.stringMatching(/^The body is not JSON: /),
    });
  });

  test('are the body itself with the text envelope', async () => {
    const { port, ...rest } = setUp();
    const process = jest.fn();

    await invoke(consume({ ...rest, port, envelope: text(), process }), sqsEvent(['{"n":']), { clock: port.clock });

    expect(process).toHaveBeenCalledWith('{"n":', expect.anything());
  });

  test('go through the schema after they were taken out of the envelope', async () => {
    const { port, ...rest } = setUp();
    const schema = z.object({ key: z.string().endsWith('.csv', 'must be a CSV file') });
    const handler = consume({ ...rest, port, schema, envelope: bucketEvents(), process: jest.fn() });

    await invoke(handler, sqsEvent([s3EventBody({ key: 'a.pdf' })]), { clock: port.clock });

    expect(rest.logger.outcomes[0]).toMatchObject({ reason: expect.stringContaining('key: must be a CSV file') });
  });
});

describe('the message beside the payload', () => {
  test('carries id, receive count, group, times and attributes; bytes are bytes', async () => {
    const { port, ...rest } = setUp();
    let message: Message | undefined;
    const handler = consume({
      ...rest,
      port,
      process: (_, received) => {
        message = received;
      },
    });
    const record = sqsRecord({
      body: {},
      messageId: 'm',
      receiveCount: 3,
      groupId: 'tenant',
      attributes: {
        colour: { dataType: 'String', stringValue: 'blue' },
        blob: { dataType: 'Binary', binaryValue: 'AQID' },
      },
    });

    await invoke(handler, { Records: [record] }, { clock: port.clock });

    expect(message).toMatchObject({
      id: 'm',
      receiveCount: 3,
      groupId: 'tenant',
      queueArn: 'arn:aws:sqs:us-east-1:111122223333:work',
      sentAt: new Date(1893456000000),
      attributes: { colour: { stringValue: 'blue' }, blob: { binaryValue: Buffer.from([1, 2, 3]) } },
      systemAttributes: { SenderId: '111122223333' },
    });
  });
});

test.each([undefined, null, {}, { Records: [{ eventSource: 'aws:s3' }] }])(
  'an invocation with %p, which is no SQS event, fails with what is expected',
  async (event) => {
    const handler = consume({ port: new InMemoryPort(), logger: new MemoryLogger(), process: jest.fn() });

    await expect(invoke(handler, event as never)).rejects.toThrow(/'event' must be an SQS event with 'Records'/);
  },
);
