import {
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { entryIds, messageBody, type QueueRequests } from './requests';

/** What a user's program does: the unmodified SDK. */
export function sdkRequests(client: SQSClient, QueueUrl: string): QueueRequests {
  return {
    async send(size) {
      if (size === 1) {
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody: messageBody }));
        return;
      }
      const Entries = entryIds.slice(0, size).map((Id) => ({ Id, MessageBody: messageBody }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`A send failed: ${Failed[0]?.Message}`);
    },

    async receive(MaxNumberOfMessages) {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages }));
      return Messages.map(({ ReceiptHandle }) => ReceiptHandle as string);
    },

    async delete(handles) {
      if (handles.length === 1) {
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handles[0] }));
        return;
      }
      const Entries = handles.map((ReceiptHandle, index) => ({ Id: entryIds[index], ReceiptHandle }));
      const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`A delete failed: ${Failed[0]?.Message}`);
    },

    close: () => client.destroy(),
  };
}
