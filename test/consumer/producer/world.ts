import { createProducer, type ProducerOptions } from '../../../consumer';
import { type FaultInjector, InMemoryPort, VirtualClock } from '../../../consumer/testing';

export const QUEUE = 'https://sqs.us-east-1.amazonaws.com/111122223333/orders';
export const FIFO = `${QUEUE}.fifo`;

/** A producer on the in-memory port, with the queue that it sends to. */
export function setUp(options: ProducerOptions & { readonly fault?: FaultInjector } = {}) {
  const { fault, ...rest } = options;
  const port = new InMemoryPort(new VirtualClock(), fault);
  const queueUrl = rest.queueUrl ?? QUEUE;
  const producer = createProducer({ queueUrl, port, random: () => 0.5, ...rest });
  const queue = port.queue(queueUrl);
  return { producer, port, queue, bodies: () => queue.messages.map(({ body }) => JSON.parse(body)) };
}

export function numbered(count: number, groupOf?: (index: number) => string) {
  return Array.from({ length: count }, (_, index) => ({ payload: index, groupId: groupOf?.(index) }));
}

/** As Node says that the other side closed the connection. */
export function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}
