import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  deadLetterAccess,
  findDeadLetterQueue,
  identifyArn,
  parseWhere,
  type RedriveResult,
  reasonsFromLog,
  redriveMessages,
} from '../../consumer/dlq';

/** Sends back what failed by a timeout, each message to the queue that it came from, 50 a second. */
export async function redriveTimeouts(queue: string, logGroup: string): Promise<RedriveResult> {
  const access = deadLetterAccess({ sqs: new SQSClient({ useQueueUrlAsEndpoint: false }) });
  const dead = await findDeadLetterQueue(access, queue);
  const where = parseWhere('reason ~ "timed? ?out" and age < 1d');
  const result = await redriveMessages(access, dead, {
    where: (letter) => where(letter, access.clock.now()),
    destinationOf: ({ sourceArn = dead.sources[0] }) => (sourceArn === undefined ? undefined : identifyArn(sourceArn)),
    reasons: reasonsFromLog(new CloudWatchLogsClient({}), logGroup),
    rate: 50,
  });
  for (const { messageId, why } of result.failed) console.error(`${messageId} stayed: ${why}`);
  return result;
}
