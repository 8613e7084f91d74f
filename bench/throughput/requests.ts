/** One way to reach a queue; each call is one request. */
export interface QueueRequests {
  /** @param size 1 is a single request, more is a batch */
  send(size: number): Promise<void>;
  /** @returns the receipt handles of at most `max` messages */
  receive(max: number): Promise<readonly string[]>;
  /** One handle is a single request, more is a batch. */
  delete(handles: readonly string[]): Promise<void>;
  close(): void;
}

export const region = 'us-east-1';
export const account = '111122223333';
export const queueName = 'bench';
export const queueUrl = (endpoint: string): string => `${endpoint}/${account}/${queueName}`;

/** The local cloud takes the access key as the caller's identity and does not verify the signature. */
export const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`;

/** As long as an S3 event notification without optional fields, and about the size of an order. */
export const bodyBytes = 262;
export const messageBody = JSON.stringify({ order: 4711, note: 'x'.repeat(bodyBytes - 24) });

/** Entry ids are positions. */
export const entryIds: readonly string[] = Array.from({ length: 10 }, (_, index) => String(index));
