import type { QueuePort } from '../../consumer';
import { catalogue } from './catalogue';
import { runFault } from './run-fault';
import { synthesize } from './world/stacks';

const assembly = synthesize(['worker'], ['standard', 'fifo']);
afterAll(() => assembly.remove());

/** What a worker under this fault does wrong through such a port, as the checker says it. */
async function verdictOf(name: string, breakPort: (port: QueuePort) => QueuePort, queue: 'standard' | 'fifo') {
  const fault = catalogue.find((each) => each.name === name);
  if (fault === undefined) throw new Error(`There is no fault called ${name}.`);
  return runFault(fault, { assembly: assembly.directory, queue, consumer: 'worker', breakPort });
}

describe.each(['standard', 'fifo'] as const)('%s: the checker sees', (queue) => {
  test('a worker that deletes before it handles', async () => {
    const early = (port: QueuePort): QueuePort => ({
      ...port,
      async receive(queueUrl, request, signal) {
        const messages = await port.receive(queueUrl, request, signal);
        const entries = messages.map(({ receiptHandle }, index) => ({ id: String(index), receiptHandle }));
        if (entries.length > 0) await port.deleteBatch(queueUrl, entries);
        return messages;
      },
    });
    const { counters, violations } = await verdictOf('crash before processing', early, queue);
    expect(counters.lost).toBeGreaterThan(0);
    expect(violations).toContainEqual(expect.stringContaining('I1: lost'));
    expect(violations).toContainEqual(expect.stringContaining('was deleted and never done'));
  });

  test('a worker that takes a dead letter for sent whatever the dead-letter queue says', async () => {
    const careless = (port: QueuePort): QueuePort => ({
      ...port,
      async sendBatch(queueUrl, entries) {
        await port.sendBatch(queueUrl, entries).catch(() => undefined);
        return { successful: entries.map(({ id }) => id), failed: [] };
      },
    });
    const { counters } = await verdictOf('dead-letter queue denies all', careless, queue);
    expect(counters.lost).toBeGreaterThan(0);
  });

  test('a worker that deletes what it should give back', async () => {
    const greedy = (port: QueuePort): QueuePort => ({
      ...port,
      changeVisibilityBatch: (queueUrl, entries) => port.deleteBatch(queueUrl, entries),
    });
    const { counters } = await verdictOf('handler throws', greedy, queue);
    expect(counters.lost).toBeGreaterThan(0);
  });

  test('a worker that never deletes', async () => {
    const forgetful = (port: QueuePort): QueuePort => ({
      ...port,
      deleteBatch: async (_, entries) => ({ successful: entries.map(({ id }) => id), failed: [] }),
    });
    const { violations } = await verdictOf('none', forgetful, queue);
    expect(violations).toContainEqual(expect.stringContaining('I4:'));
  });
});

test('the checker sees a FIFO group out of order', async () => {
  const reversed = (port: QueuePort): QueuePort => ({
    ...port,
    receive: async (...call) => [...(await port.receive(...call))].reverse(),
  });
  const { violations } = await verdictOf('none', reversed, 'fifo');
  expect(violations).toContainEqual(expect.stringContaining('I10:'));
});
