import { z } from 'zod';
import { eventBridge, eventBridgeEvent } from '../../../consumer';
import { eventBridgeBody, handleBodies } from '../../../consumer/testing';

const placed = z.object({ orderId: z.string(), lines: z.array(z.object({ price: z.number() })) });

describe('an event of EventBridge', () => {
  test('gives its detail, typed by the schema', async () => {
    const process = jest.fn((detail: z.infer<typeof placed>) => void detail.orderId);

    const { messages } = await handleBodies({ envelope: eventBridge(), schema: placed, process }, [
      eventBridgeBody({ orderId: '1', lines: [], more: true }),
      eventBridgeBody({ orderId: '2', lines: [{ price: 'two' }] }),
    ]);

    expect(process.mock.calls.map(([detail]) => detail)).toEqual([{ orderId: '1', lines: [] }]);
    expect(messages).toMatchObject([
      { outcome: 'ack' },
      { outcome: 'deadLetter', reason: expect.stringMatching(/does not fit its schema: lines\[0\]\.price: /) },
    ]);
  });

  test('is there as a whole where a handler wants it', async () => {
    const process = jest.fn();

    await handleBodies({ envelope: eventBridgeEvent(), process }, [
      eventBridgeBody({ n: 1 }, { source: 'aws.s3', detailType: 'Object Created', resources: ['arn:aws:s3:::b'] }),
    ]);

    expect(process.mock.calls[0]?.[0]).toEqual({
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      source: 'aws.s3',
      'detail-type': 'Object Created',
      account: '111122223333',
      time: '2030-01-01T00:00:00.000Z',
      region: 'us-east-1',
      resources: ['arn:aws:s3:::b'],
      detail: { n: 1 },
    });
  });

  test.each([
    ['oh no', /^The body is not EventBridge's event: it is not JSON/],
    ['"text"', /it must be a JSON object, got a string\.$/],
    ['{"orderId":1}', /id must be text, got none; source must be text, got none; .*; detail is missing\. .*InputPath/],
    [
      eventBridgeBody({}).replace('"source":"com.example.orders"', '"source":5'),
      /^The body is not EventBridge's event: source must be text, got 5\. /,
    ],
  ])('that is none is a permanent failure with the path: %s', async (body, reason) => {
    const process = jest.fn();

    const { messages } = await handleBodies({ envelope: eventBridge(), process }, [body]);

    expect(process).not.toHaveBeenCalled();
    expect(messages[0]).toMatchObject({ outcome: 'deadLetter', reason: expect.stringMatching(reason) });
  });
});
