import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Scene } from './scene';

/** URL of a queue's dead-letter queue, by its redrive policy; undefined when it has none. */
export async function deadLetterQueueUrl({ sqs, queueUrl }: Scene, url: string): Promise<string | undefined> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
  );
  const policy = Attributes['RedrivePolicy'];
  if (policy === undefined) return undefined;
  const { deadLetterTargetArn }: { deadLetterTargetArn: string } = JSON.parse(policy);
  return queueUrl(deadLetterTargetArn.slice(deadLetterTargetArn.lastIndexOf(':') + 1));
}
