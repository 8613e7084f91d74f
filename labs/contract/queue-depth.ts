import { type QueueDepth as Depth, depthOf as depthOfQueue } from '../../consumer/dlq';
import type { Scene } from './scene';

export type { QueueDepth as Depth } from '../../consumer/dlq';

export const depthOf = ({ sqs }: Scene, url: string): Promise<Depth> => depthOfQueue({ sqs }, { url });

export const left = ({ visible, inFlight, delayed }: Depth): number => visible + inFlight + delayed;

export const describeDepth = ({ visible, inFlight, delayed }: Depth): string =>
  `${visible} visible, ${inFlight} in flight, ${delayed} delayed`;
