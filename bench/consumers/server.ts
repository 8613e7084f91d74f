import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EndlessQueue, type QueueSetup } from './queue';

/** What a client learns of the server at one moment. */
export interface ServerCounts {
  readonly requests: number;
  readonly deleted: number;
  /** Milliseconds of processor time. */
  readonly cpuMs: number;
}

/** The part of the SQS JSON protocol that consumers use. */
interface SqsRequest {
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly ReceiptHandle?: string;
  readonly AttributeNames?: readonly string[];
  readonly MessageSystemAttributeNames?: readonly string[];
  readonly Entries?: ReadonlyArray<{
    readonly Id: string;
    readonly ReceiptHandle: string;
    readonly VisibilityTimeout?: number;
  }>;
}

let queue = new EndlessQueue({ delayMs: 0, failing: 0, visibilitySeconds: 30 });
let requests = 0;

const actions: Readonly<Record<string, (request: SqsRequest) => string>> = {
  ReceiveMessage({ MaxNumberOfMessages = 1, VisibilityTimeout, AttributeNames, MessageSystemAttributeNames }) {
    const attributes = [...(AttributeNames ?? []), ...(MessageSystemAttributeNames ?? [])].length > 0;
    return queue.receive(MaxNumberOfMessages, VisibilityTimeout ?? queue.setup.visibilitySeconds, attributes);
  },
  DeleteMessage({ ReceiptHandle = '' }) {
    queue.delete(ReceiptHandle);
    return '{}';
  },
  DeleteMessageBatch({ Entries = [] }) {
    const successful: string[] = [];
    const failed: string[] = [];
    for (const { Id, ReceiptHandle } of Entries) {
      if (queue.deleteInBatch(ReceiptHandle)) successful.push(`{"Id":"${Id}"}`);
      else failed.push(`{"Id":"${Id}","SenderFault":false,"Code":"InternalError"}`);
    }
    return `{"Successful":[${successful.join(',')}]${failed.length === 0 ? '' : `,"Failed":[${failed.join(',')}]`}}`;
  },
  ChangeMessageVisibility({ ReceiptHandle = '', VisibilityTimeout = 0 }) {
    queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
    return '{}';
  },
  ChangeMessageVisibilityBatch({ Entries = [] }) {
    for (const { ReceiptHandle, VisibilityTimeout = 0 } of Entries) {
      queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
    }
    return `{"Successful":[${Entries.map(({ Id }) => `{"Id":"${Id}"}`).join(',')}]}`;
  },
};

/** For the client, beside the protocol. */
const pages: Readonly<Record<string, () => unknown>> = {
  '/counts': (): ServerCounts => {
    const { user, system } = process.cpuUsage();
    return { requests, deleted: queue.deleted, cpuMs: (user + system) / 1_000 };
  },
  '/left': () => queue.left(),
};

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const page = pages[request.url ?? ''];
  if (page !== undefined) {
    answer(response, JSON.stringify(page()));
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const name = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
    const action = actions[name];
    if (action === undefined) throw new Error(`The bench's queue does not know ${name}.`);
    requests += 1;
    const body = action(JSON.parse(Buffer.concat(chunks).toString()));
    if (queue.setup.delayMs === 0) answer(response, body);
    else setTimeout(answer, queue.setup.delayMs, response, body);
  });
});

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'Content-Type': 'application/x-amz-json-1.0',
    'Content-Length': Buffer.byteLength(body),
    'x-amzn-RequestId': '00000000-0000-4000-8000-000000000000',
  });
  response.end(body);
}

process.on('message', (setup: QueueSetup) => {
  queue = new EndlessQueue(setup);
  requests = 0;
  process.send?.({});
});

process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  process.send?.({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
