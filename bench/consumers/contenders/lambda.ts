import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { LambdaOptions } from '../../../consumer';
import { BATCH, type Contender, load, SLOTS, type Surroundings, sdk } from '../contender';

/** As many invocations at once as make up the slots of the others. */
const ENVIRONMENTS = SLOTS / BATCH;
const QUEUE_ARN = 'arn:aws:sqs:us-east-1:111122223333:bench';

const context = {
  awsRequestId: '00000000-0000-4000-8000-000000000000',
  getRemainingTimeInMillis: () => 30_000,
};
type Context = typeof context;
type Function = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** The part of Powertools that is used here. */
interface Powertools {
  readonly BatchProcessor: new (eventType: string) => object;
  readonly EventType: { readonly SQS: string };
  processPartialResponse(
    event: SQSEvent,
    handle: (record: SQSRecord) => Promise<void>,
    processor: object,
    options: { readonly context: Context },
  ): Promise<SQSBatchResponse>;
}

const { BatchProcessor, EventType, processPartialResponse }: Powertools = load('@aws-lambda-powertools/batch');
const { consume }: typeof import('../../../consumer') = load('cdk-spillway/consumer');

export const powertoolsBatch: Contender = (surroundings) =>
  asLambdaDoes(surroundings, () => {
    const processor = new BatchProcessor(EventType.SQS);
    const handle = (record: SQSRecord): Promise<void> =>
      surroundings.handler.handle(record.messageId, JSON.parse(record.body));
    return (event, invocation) => processPartialResponse(event, handle, processor, { context: invocation });
  });

/** Deletes only by its response, as Powertools' does. */
export const lambdaAdapterReporting: Contender = (surroundings) =>
  asLambdaDoes(surroundings, () => lambdaAdapter(surroundings, { deleteCompleted: false }));

export const lambdaAdapterDeleting: Contender = (surroundings) =>
  asLambdaDoes(surroundings, () => lambdaAdapter(surroundings, {}));

function lambdaAdapter({ client, handler }: Surroundings, options: LambdaOptions): Function {
  return consume({ ...options, client, process: (payload, message) => handler.handle(message.id, payload) });
}

/**
 * An event source mapping written by hand, because Powertools polls nothing: each environment has one batch at a time,
 * and what the response does not report is deleted.
 */
function asLambdaDoes(surroundings: Surroundings, environment: () => Function): () => Promise<void> {
  const { queueUrl, client, visibilitySeconds } = surroundings;
  let stopped = false;
  const poll = async (): Promise<void> => {
    const invoke = environment();
    while (!stopped) {
      const { Messages = [] } = await client.send(
        new sdk.ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: BATCH,
          WaitTimeSeconds: 20,
          VisibilityTimeout: visibilitySeconds,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      const { batchItemFailures } = await invoke({ Records: Messages.map(recordOf) }, context);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      await deleteAll(
        client,
        queueUrl,
        Messages.filter(({ MessageId = '' }) => !failed.has(MessageId)),
      );
    }
  };
  const pollers = Promise.all(Array.from({ length: ENVIRONMENTS }, poll));
  return async () => {
    stopped = true;
    await pollers;
  };
}

async function deleteAll(client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  const Entries = messages.map(({ ReceiptHandle }, position) => ({ Id: String(position), ReceiptHandle }));
  if (Entries.length > 0) await client.send(new sdk.DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
}

function recordOf(message: Message): SQSRecord {
  const { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {} } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '',
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '',
      SenderId: Attributes.SenderId ?? '',
      SentTimestamp: Attributes.SentTimestamp ?? '',
    },
    messageAttributes: {},
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: QUEUE_ARN,
    awsRegion: 'us-east-1',
  };
}
