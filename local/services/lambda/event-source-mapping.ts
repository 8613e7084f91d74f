import type { EventSourceMappingConfiguration, FunctionResponseType } from '@aws-sdk/client-lambda';
import { eventSourceMappingArn } from '../../../model/arn';
import { INVOCATIONS_PER_POLLER, MAXIMUM_POLLERS, MINIMUM_POLLERS, POLLER_SCALING } from '../../../model/limits/lambda';

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
  /** Provisioned mode. */
  readonly pollers: ProvisionedPollers | undefined;
  /** Patterns as JSON; none let every message pass. */
  readonly filters: readonly string[];
  readonly responseTypes: readonly FunctionResponseType[];
  readonly enabled: boolean;
  readonly lastModified: number;
}

export interface ProvisionedPollers {
  readonly minimum: number;
  readonly maximum: number;
}

export const provisionedPollers = (minimum: number | undefined, maximum: number | undefined): ProvisionedPollers => ({
  minimum: minimum ?? MINIMUM_POLLERS.default,
  maximum: maximum ?? MAXIMUM_POLLERS.default,
});

/**
 * Batches at once: the mapping's own limit, or what the pollers that are always there can do, else the number that
 * Lambda begins with. The local cloud adds none under load.
 */
export const concurrencyOf = ({ pollers, maximumConcurrency }: EventSourceMapping): number =>
  pollers === undefined ? (maximumConcurrency ?? POLLER_SCALING.initial) : pollers.minimum * INVOCATIONS_PER_POLLER;

export function describeMapping(mapping: EventSourceMapping, state?: string): EventSourceMappingConfiguration {
  const { uuid, account, region, maximumConcurrency, pollers, filters } = mapping;
  return {
    UUID: uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.batchingWindow,
    EventSourceArn: mapping.queueArn,
    FunctionArn: mapping.functionArn,
    FilterCriteria: filters.length === 0 ? undefined : { Filters: filters.map((Pattern) => ({ Pattern })) },
    ProvisionedPollerConfig: pollers && { MinimumPollers: pollers.minimum, MaximumPollers: pollers.maximum },
    FunctionResponseTypes: [...mapping.responseTypes],
    ScalingConfig: maximumConcurrency === undefined ? undefined : { MaximumConcurrency: maximumConcurrency },
    LastModified: new Date(mapping.lastModified),
    State: state ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: 'USER_INITIATED',
    EventSourceMappingArn: eventSourceMappingArn({ region, account, name: uuid }),
  };
}
