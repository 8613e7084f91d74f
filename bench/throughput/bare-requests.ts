import { Agent, request } from 'node:http';
import { authorization, entryIds, messageBody, type QueueRequests, queueUrl } from './requests';

interface Received {
  readonly Messages?: readonly { readonly ReceiptHandle: string }[];
}

/**
 * HTTP and nothing else: no signing, no schemas, sends that were serialized beforehand. It asks less of the client
 * than any SDK, so the server's own share of a request shows.
 */
export function bareRequests(endpoint: string, concurrency: number): QueueRequests {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const { hostname, port } = new URL(endpoint);
  const QueueUrl = queueUrl(endpoint);

  function call(action: string, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amz-target': `AmazonSQS.${action}`,
        authorization,
      };
      const outgoing = request({ agent, hostname, port, method: 'POST', path: '/', headers }, (response) => {
        response.setEncoding('utf8');
        let text = '';
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${action} was answered ${response.statusCode}: ${text}`));
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  const sends = entryIds.map((_, index) =>
    index === 0
      ? JSON.stringify({ QueueUrl, MessageBody: messageBody })
      : JSON.stringify({
          QueueUrl,
          Entries: entryIds.slice(0, index + 1).map((Id) => ({ Id, MessageBody: messageBody })),
        }),
  );
  return {
    async send(size) {
      await call(size === 1 ? 'SendMessage' : 'SendMessageBatch', sends[size - 1] as string);
    },

    async receive(MaxNumberOfMessages) {
      const text = await call('ReceiveMessage', JSON.stringify({ QueueUrl, MaxNumberOfMessages }));
      const { Messages = [] }: Received = text === '' ? {} : JSON.parse(text);
      return Messages.map(({ ReceiptHandle }) => ReceiptHandle);
    },

    async delete(handles) {
      if (handles.length === 1) {
        await call('DeleteMessage', JSON.stringify({ QueueUrl, ReceiptHandle: handles[0] }));
        return;
      }
      const Entries = handles.map((ReceiptHandle, index) => ({ Id: entryIds[index], ReceiptHandle }));
      await call('DeleteMessageBatch', JSON.stringify({ QueueUrl, Entries }));
    },

    close: () => agent.destroy(),
  };
}
