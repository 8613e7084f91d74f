import type { EventSourceMappingConfiguration, FunctionResponseType } from '@aws-sdk/client-lambda';
import { eventSourceMappingArn } from '../../../model/arn';
import { POLLER_SCALING } from '../../../model/limits/lambda';

/** A mapping as it was configured. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly account: string;
  readonly region: string;
  readonly functionArn: string;
  readonly queueArn: string;
  readonly batchSize: number;
  /** Seconds. */
  readonly batchingWindow: number;
  readonly maximumConcurrency: number | undefined;
  readonly responseTypes: readonly FunctionResponseType[];
  readonly enabled: boolean;
  readonly lastModified: number;
}

/** Batches at once: the mapping's own limit, else the number that Lambda begins with. */
export const concurrencyOf = (mapping: EventSourceMapping): number =>
  mapping.maximumConcurrency ?? POLLER_SCALING.initial;

export function describeMapping(mapping: EventSourceMapping, state?: string): EventSourceMappingConfiguration {
  const { uuid, account, region, maximumConcurrency } = mapping;
  return {
    UUID: uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindow,
    EventSourceArn: mapping.queueArn,
    FunctionArn: mapping.functionArn,
    FunctionResponseTypes: [...mapping.responseTypes],
    ScalingConfig: maximumConcurrency === undefined ? undefined : { MaximumConcurrency: maximumConcurrency },
    LastModified: new Date(mapping.lastModified),
    State: state ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: 'USER_INITIATED',
    EventSourceMappingArn: eventSourceMappingArn({ region, account, name: uuid }),
  };
}
