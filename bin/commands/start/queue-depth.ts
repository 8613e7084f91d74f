import type { SQSClient } from '@aws-sdk/client-sqs';
import { depthOf, type QueueDepth } from '../../../consumer/dlq/find-queue';

export type { QueueDepth } from '../../../consumer/dlq/find-queue';

export const queueDepth = (sqs: SQSClient, url: string): Promise<QueueDepth> => depthOf({ sqs }, { url });

export const waitingIn = ({ visible, inFlight, delayed }: QueueDepth): number => visible + inFlight + delayed;
