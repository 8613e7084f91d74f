import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchResultEntry,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { systemClock } from '../engine/clock';
import type { BatchResult, MessageAttribute, QueueMessage, QueuePort, SendReceipt } from '../engine/port';
import { QueueRequestError } from '../errors';

/**
 * A client for the engine. `useQueueUrlAsEndpoint: false`: queue URLs name AWS's own host, and `AWS_ENDPOINT_URL`
 * must hold all the same. `maxAttempts: 1`: the engine retries by entry, within the time that is left.
 */
export function createSqsClient(): SQSClient {
  return new SQSClient({ useQueueUrlAsEndpoint: false, maxAttempts: 1 });
}

/** The engine's port on the AWS SDK. `client` is asked for at the first request. */
export function sqsPort(client: () => SQSClient): QueuePort {
  return {
    clock: systemClock,
    async receive(queueUrl, request, signal) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: request.maxMessages,
        WaitTimeSeconds: request.waitSeconds,
        VisibilityTimeout: request.visibilitySeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages = [] } = await refused(client().send(command, { abortSignal: signal }));
      return Messages.map(
        (message): QueueMessage => ({
          messageId: message.MessageId ?? '',
          receiptHandle: message.ReceiptHandle ?? '',
          body: message.Body ?? '',
          attributes: message.Attributes ?? {},
          messageAttributes: mapAttributes(message.MessageAttributes ?? {}, attributeOf),
        }),
      );
    },
    async deleteBatch(queueUrl, entries) {
      const Entries = entries.map(({ id, receiptHandle }) => ({ Id: id, ReceiptHandle: receiptHandle }));
      return resultOf(await refused(client().send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))));
    },
    async changeVisibilityBatch(queueUrl, entries) {
      const command = new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: entries.map(({ id, receiptHandle, visibilitySeconds }) => ({
          Id: id,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: visibilitySeconds,
        })),
      });
      return resultOf(await refused(client().send(command)));
    },
    async sendBatch(queueUrl, entries) {
      const command = new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: entries.map((entry) => ({
          Id: entry.id,
          MessageBody: entry.body,
          MessageAttributes: mapAttributes(entry.messageAttributes, sdkAttributeOf),
          MessageGroupId: entry.groupId,
          MessageDeduplicationId: entry.deduplicationId,
          DelaySeconds: entry.delaySeconds,
          MessageSystemAttributes:
            entry.traceHeader === undefined
              ? undefined
              : { AWSTraceHeader: { DataType: 'String', StringValue: entry.traceHeader } },
        })),
      });
      const response = await refused(client().send(command));
      return { ...resultOf(response), receipts: receiptsOf(response.Successful ?? []) };
    },
  };
}

function receiptsOf(entries: readonly SendMessageBatchResultEntry[]): ReadonlyMap<string, SendReceipt> {
  return new Map(
    entries.map(({ Id = '', MessageId = '', SequenceNumber }) => [
      Id,
      { messageId: MessageId, sequenceNumber: SequenceNumber },
    ]),
  );
}

function resultOf(response: {
  readonly Successful?: ReadonlyArray<{ readonly Id?: string }>;
  readonly Failed?: readonly BatchResultErrorEntry[];
}): BatchResult {
  return {
    successful: (response.Successful ?? []).map(({ Id }) => Id ?? ''),
    failed: (response.Failed ?? []).map((entry) => ({
      id: entry.Id ?? '',
      code: entry.Code ?? 'Unknown',
      message: entry.Message,
      senderFault: entry.SenderFault === true && !isThrottling(entry.Code ?? ''),
    })),
  };
}

/** Tells a request that SQS would refuse again from one that may pass: the SDK throws for both. */
async function refused<Response>(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (cause) {
    if (!(cause instanceof SQSServiceException)) {
      throw cause;
    }
    const status = cause.$metadata.httpStatusCode ?? 0;
    const transient = status === 429 || cause.$retryable !== undefined || isThrottling(cause.name);
    throw new QueueRequestError(cause.name, cause.message, cause.$fault === 'client' && !transient, { cause });
  }
}

/** Throttling comes with a client's status code, `KMS.ThrottlingException` included, but passes. */
function isThrottling(code: string): boolean {
  return /Throttl|TooManyRequests|OverLimit/.test(code);
}

function mapAttributes<From, To>(
  attributes: Readonly<Record<string, From>>,
  map: (attribute: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, map(attribute)]));
}

function attributeOf(value: MessageAttributeValue): MessageAttribute {
  return { dataType: value.DataType ?? 'String', stringValue: value.StringValue, binaryValue: value.BinaryValue };
}

function sdkAttributeOf(attribute: MessageAttribute): MessageAttributeValue {
  return {
    DataType: attribute.dataType,
    StringValue: attribute.stringValue,
    BinaryValue: attribute.binaryValue,
  };
}
