import type { QueuePort } from '../engine/port';

/** SQS requests by action: what an invocation costs. */
export interface RequestCounts {
  DeleteMessageBatch: number;
  ChangeMessageVisibilityBatch: number;
  SendMessageBatch: number;
}

/** The same port, with its batch requests counted. */
export function countRequests(port: QueuePort): { readonly port: QueuePort; readonly requests: RequestCounts } {
  const requests: RequestCounts = { DeleteMessageBatch: 0, ChangeMessageVisibilityBatch: 0, SendMessageBatch: 0 };
  return {
    requests,
    port: {
      clock: port.clock,
      receive: (queueUrl, request, signal) => port.receive(queueUrl, request, signal),
      deleteBatch(queueUrl, entries) {
        requests.DeleteMessageBatch += 1;
        return port.deleteBatch(queueUrl, entries);
      },
      changeVisibilityBatch(queueUrl, entries) {
        requests.ChangeMessageVisibilityBatch += 1;
        return port.changeVisibilityBatch(queueUrl, entries);
      },
      sendBatch(queueUrl, entries) {
        requests.SendMessageBatch += 1;
        return port.sendBatch(queueUrl, entries);
      },
    },
  };
}

export function totalOf(requests: RequestCounts): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}
