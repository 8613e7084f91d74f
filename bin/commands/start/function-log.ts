import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';

/** What the function's log says about all its invocations. */
export interface FunctionLog {
  /** By message id, the reason of its last failure. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly invocations: number;
  /** Messages that were found done already. */
  readonly duplicates: number;
  readonly completed: number;
  /** SQS requests made for the consumer, by action. */
  readonly requests: Readonly<Record<string, number>>;
  /** Milliseconds since 1970; undefined while nothing was logged. */
  readonly lastEntry: number | undefined;
}

interface Line {
  readonly message?: string;
  readonly messageId?: string;
  readonly reason?: string;
  readonly records?: number;
  readonly completed?: number;
  readonly duplicates?: number;
  readonly requests?: Readonly<Record<string, number>>;
}

export async function readLog(client: CloudWatchLogsClient, logGroupName: string): Promise<FunctionLog> {
  const reasons = new Map<string, string>();
  const requests: Record<string, number> = {};
  const add = (action: string, number: number): void => {
    requests[action] = (requests[action] ?? 0) + number;
  };
  let invocations = 0;
  let duplicates = 0;
  let completed = 0;
  let lastEntry: number | undefined;
  for await (const page of paginateFilterLogEvents({ client }, { logGroupName })) {
    for (const { message = '', timestamp } of page.events ?? []) {
      if (timestamp !== undefined) lastEntry = Math.max(lastEntry ?? 0, timestamp);
      if (message.startsWith('START ')) {
        invocations += 1;
        // Lambda received the batch before it invoked the function.
        add('ReceiveMessage', 1);
      }
      const line = parse(message);
      if (line?.messageId !== undefined && line.reason !== undefined) reasons.set(line.messageId, line.reason);
      if (line?.records === undefined) continue;
      duplicates += line.duplicates ?? 0;
      completed += line.completed ?? 0;
      for (const [action, number] of Object.entries(line.requests ?? {})) add(action, number);
      // Lambda deletes what the response did not name as failed, in batches of ten.
      if (line.completed) add('DeleteMessageBatch', Math.ceil(line.completed / 10));
    }
  }
  return { reasons, invocations, duplicates, completed, requests, lastEntry };
}

function parse(text: string): Line | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
