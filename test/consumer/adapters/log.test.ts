import { consume, powertoolsLogger, retry } from '../../../consumer';
import { InMemoryPort, invoke, sqsEvent, sqsRecord } from '../../../consumer/testing';

/** Powertools writes to the process's output; each line is one JSON document. */
async function printed(run: () => Promise<unknown>): Promise<ReadonlyArray<Record<string, unknown>>> {
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const writeError = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    await run();
    return [...write.mock.calls, ...writeError.mock.calls].map(([line]) => JSON.parse(String(line)));
  } finally {
    write.mockRestore();
    writeError.mockRestore();
  }
}

test('Powertools prints one line for each message and one for the invocation', async () => {
  const port = new InMemoryPort();
  const handler = consume<number>({
    port,
    logger: powertoolsLogger(),
    process: (n) => {
      if (n === 2) throw new Error('row 7 is broken');
      return undefined;
    },
  });

  const lines = await printed(() => invoke(handler, sqsEvent([1, 2]), { clock: port.clock }));

  expect(lines.find(({ messageId }) => messageId === 'message-1')).toMatchObject({
    level: 'INFO',
    message: 'message completed',
    outcome: 'ack',
    receiveCount: 1,
    requestId: 'test-request',
  });
  expect(lines.find(({ messageId }) => messageId === 'message-2')).toMatchObject({
    level: 'WARN',
    outcome: 'retry',
    reason: 'row 7 is broken',
    error: { message: 'row 7 is broken' },
  });
  expect(lines.find(({ records }) => records === 2)).toMatchObject({
    level: 'INFO',
    completed: 1,
    retried: 1,
    deadLettered: 0,
    duplicates: 0,
    requests: { DeleteMessageBatch: 1, ChangeMessageVisibilityBatch: 1, SendMessageBatch: 0 },
  });
  expect(lines).toHaveLength(3);
});

test('a failed receive that was the last one says so', async () => {
  process.env['SPILLWAY_MAX_RECEIVE_COUNT'] = '3';
  try {
    const port = new InMemoryPort();
    const handler = consume({ port, logger: powertoolsLogger(), process: () => retry() });
    const event = {
      Records: [2, 3].map((receiveCount) => sqsRecord({ body: {}, messageId: `m${receiveCount}`, receiveCount })),
    };

    const lines = await printed(() => invoke(handler, event, { clock: port.clock }));

    expect(lines.find(({ messageId }) => messageId === 'm3')).toMatchObject({ lastReceive: true });
    expect(lines.find(({ messageId }) => messageId === 'm2')).not.toHaveProperty('lastReceive');
  } finally {
    delete process.env['SPILLWAY_MAX_RECEIVE_COUNT'];
  }
});
