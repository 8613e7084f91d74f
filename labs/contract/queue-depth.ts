import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Scene } from './scene';

export interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** The three numbers that the console shows; looking costs no message a receive. */
export async function depthOf({ sqs }: Scene, queueUrl: string): Promise<Depth> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return {
    visible: Number(Attributes['ApproximateNumberOfMessages']),
    inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible']),
    delayed: Number(Attributes['ApproximateNumberOfMessagesDelayed']),
  };
}

export const left = ({ visible, inFlight, delayed }: Depth): number => visible + inFlight + delayed;

export const describeDepth = ({ visible, inFlight, delayed }: Depth): string =>
  `${visible} visible, ${inFlight} in flight, ${delayed} delayed`;
