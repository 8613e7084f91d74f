import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** The request that an error answered: AWS's own text does not always name it. */
export interface RefusedRequest {
  /** As in a policy: `sqs:ReceiveMessage`. */
  readonly action: string;
  readonly resource: string;
  readonly region: string;
}

const requests = new WeakMap<object, RefusedRequest>();

/** Remembers for each error of a client which request it answered. */
export function rememberRequests(client: SQSClient | CloudWatchLogsClient, service: 'sqs' | 'logs'): void {
  const { middlewareStack, config } = client as SQSClient;
  middlewareStack.add(
    (next, context) => async (parameters) => {
      try {
        return await next(parameters);
      } catch (error) {
        // Policies know no batch actions.
        const action = `${service}:${String(context['commandName']).replace(/(Batch)?Command$/, '')}`;
        const request = { action, resource: resourceOf(parameters.input), region: await config.region() };
        if (typeof error === 'object' && error !== null) requests.set(error, request);
        throw error;
      }
    },
    { step: 'initialize', name: 'rememberRequests', priority: 'high' },
  );
}

export function requestOf(error: unknown): RefusedRequest | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return requests.get(error) ?? ('cause' in error ? requestOf(error.cause) : undefined);
}

const NAMES = ['QueueUrl', 'QueueName', 'SourceArn', 'TaskHandle', 'logGroupName'];

function resourceOf(input: object): string {
  const found = NAMES.map((name) => Object.entries(input).find(([key]) => key === name)?.[1]).find(Boolean);
  return typeof found === 'string' ? found : '*';
}
