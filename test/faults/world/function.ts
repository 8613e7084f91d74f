import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { consume, type SqsBatchHandler } from '../../../consumer';
import { jobs, processJob } from './job';

const skewMs = Number(process.env['SKEW_SECONDS'] ?? 0) * 1_000;
const cloudNow = Date.now.bind(Date);
if (skewMs !== 0) Date.now = () => cloudNow() + skewMs;

const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
let malformed = false;

const consumer = consume({
  envelope: jobs,
  deleteCompleted: process.env['DELETE_COMPLETED'] !== 'no',
  process: processJob({
    now: cloudNow,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    async record(entry) {
      const QueueUrl = process.env['JOURNAL_URL'];
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(entry) }));
    },
    crash: () => process.exit(1),
    async runOutOfMemory() {
      const hoard: unknown[] = [];
      for (;;) hoard.push(new Array(1_000_000).fill(hoard));
    },
    malformResponse: () => {
      malformed = true;
    },
  }),
});

export const handler = async (...call: Parameters<SqsBatchHandler>): Promise<unknown> => {
  malformed = false;
  const response = await consumer(...call);
  return malformed ? { batchItemFailures: [{ itemIdentifier: 'nobody' }] } : response;
};
