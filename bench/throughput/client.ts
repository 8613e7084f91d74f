import { Agent } from 'node:http';
import { SQSClient } from '@aws-sdk/client-sqs';
import { bareRequests } from './bare-requests';
import { account, type QueueRequests, queueUrl, region } from './requests';
import { type RoundOptions, runRound } from './round';
import { sdkRequests } from './sdk-requests';

export interface ClientTask extends RoundOptions {
  readonly endpoint: string;
  readonly client: 'sdk' | 'bare';
}

// The clients stay, so that connections are kept alive as in a program that runs for long.
const clients = new Map<string, QueueRequests>();

function requestsFor({ endpoint, client, concurrency }: ClientTask): QueueRequests {
  const key = `${endpoint} ${client} ${concurrency}`;
  let requests = clients.get(key);
  if (requests === undefined) {
    requests = client === 'bare' ? bareRequests(endpoint, concurrency) : sdkRequests(sdk(endpoint), queueUrl(endpoint));
    clients.set(key, requests);
  }
  return requests;
}

function sdk(endpoint: string): SQSClient {
  return new SQSClient({
    endpoint,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'local' },
    // The server that answers nothing sends no digests to compare.
    md5: false,
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 64 }) },
  });
}

process.on('message', async (task: ClientTask) => {
  process.send?.(await runRound(requestsFor(task), task));
});
process.send?.({});
