import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ReasonSource } from './dead-letter';

/** Ten ids make a filter of some 600 characters; CloudWatch Logs takes 1,024. */
const IDS = 10;

/**
 * Finds reasons in a consumer's log group: JSON lines with `messageId` and `reason`, as `consume` writes them. The
 * latest line of a message counts. The package `@aws-sdk/client-cloudwatch-logs` is loaded at the first question.
 */
export function reasonsFromLog(client: CloudWatchLogsClient, logGroupName: string): ReasonSource {
  return async (letters) => {
    const { paginateFilterLogEvents } = await import('@aws-sdk/client-cloudwatch-logs');
    const found = new Map<string, { readonly time: number; readonly reason: string }>();
    for (let begin = 0; begin < letters.length; begin += IDS) {
      const part = letters.slice(begin, begin + IDS);
      const filterPattern = `{ ${part.map(({ originalId }) => `($.messageId = "${originalId}")`).join(' || ')} }`;
      // A message cannot have failed before it was sent.
      const startTime = Math.min(...part.map(({ sentAt }) => sentAt));
      for await (const { events = [] } of paginateFilterLogEvents(
        { client },
        { logGroupName, filterPattern, startTime },
      )) {
        for (const { message = '', timestamp = 0 } of events) {
          const line = readLine(message);
          if (line === undefined || timestamp < (found.get(line.messageId)?.time ?? 0)) continue;
          found.set(line.messageId, { time: timestamp, reason: line.reason });
        }
      }
    }
    return new Map([...found].map(([id, { reason }]) => [id, reason]));
  };
}

function readLine(text: string): { readonly messageId: string; readonly reason: string } | undefined {
  try {
    const { messageId, reason } = JSON.parse(text);
    return typeof messageId === 'string' && typeof reason === 'string' ? { messageId, reason } : undefined;
  } catch {
    return undefined;
  }
}
