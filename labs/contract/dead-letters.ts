import { GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { depthOf } from './queue-depth';
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

/** Bodies of all that lies in a queue's dead-letter queue, which stays there; undefined when it has none. */
export async function deadLettersOf(scene: Scene, url: string): Promise<readonly string[] | undefined> {
  const QueueUrl = await deadLetterQueueUrl(scene, url);
  if (QueueUrl === undefined) return undefined;
  const { visible } = await depthOf(scene, QueueUrl);
  const bodies: string[] = [];
  // A receive in an account may bring fewer than there are. Where there are some, a long poll is answered at once.
  for (let receives = 0; bodies.length < visible && receives < visible; receives += 1) {
    const { Messages = [] } = await scene.sqs.send(
      new ReceiveMessageCommand({ WaitTimeSeconds: 1, QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
    );
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
  return bodies;
}

export const describeDeadLetters = (bodies: readonly string[] | undefined): string =>
  bodies === undefined ? 'no dead-letter queue' : `dead letters: ${bodies.join(', ') || 'none'}`;
