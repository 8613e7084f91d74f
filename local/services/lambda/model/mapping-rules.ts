import type { CreateEventSourceMappingCommandInput } from '@aws-sdk/client-lambda';
import { parseArn } from '../../../../model/arn';
import {
  BATCH_SIZE,
  BATCH_SIZE_WITHOUT_WINDOW,
  BATCHING_WINDOW,
  MAXIMUM_CONCURRENCY,
} from '../../../../model/limits/lambda';
import type { EventSourceMapping } from '../event-source-mapping';
import { readFilters } from './filter-rules';
import { invalid } from './function-rules';
import { notOffered } from './not-offered';
import { checkPollers, readPollers } from './poller-rules';

type Identity = Pick<EventSourceMapping, 'uuid' | 'account' | 'region' | 'functionArn' | 'lastModified'>;

/** Reads and checks a mapping's settings as `CreateEventSourceMapping` does. */
export function readMapping(
  input: Omit<CreateEventSourceMappingCommandInput, 'FunctionName'>,
  identity: Identity,
  previous?: EventSourceMapping,
): EventSourceMapping {
  const queueArn = previous?.queueArn ?? input.EventSourceArn ?? '';
  const arn = parseArn(queueArn);
  if (arn === undefined) throw invalid(`Unrecognized event source ARN: ${queueArn}`);
  if (arn.service !== 'sqs') throw notOffered(`event sources other than SQS queues (got ${queueArn})`);
  for (const feature of ['KMSKeyArn', 'DestinationConfig'] as const) {
    if (input[feature] !== undefined && Object.keys(input[feature] ?? {}).length > 0) throw notOffered(feature);
  }
  const mapping: EventSourceMapping = {
    ...identity,
    queueArn,
    batchSize: input.BatchSize ?? previous?.batchSize ?? BATCH_SIZE.default,
    batchingWindow: input.MaximumBatchingWindowInSeconds ?? previous?.batchingWindow ?? BATCHING_WINDOW.default,
    maximumConcurrency:
      input.ScalingConfig === undefined ? previous?.maximumConcurrency : input.ScalingConfig.MaximumConcurrency,
    pollers: readPollers(input.ProvisionedPollerConfig, previous),
    filters: readFilters(input.FilterCriteria, previous),
    responseTypes: input.FunctionResponseTypes ?? previous?.responseTypes ?? [],
    enabled: input.Enabled ?? previous?.enabled ?? true,
  };
  checkPollers(mapping);
  check(mapping, arn.resource.endsWith('.fifo'));
  return mapping;
}

function check({ batchSize, batchingWindow, maximumConcurrency }: EventSourceMapping, fifo: boolean): void {
  if (batchSize < BATCH_SIZE.min || batchSize > BATCH_SIZE.max) {
    throw invalid(`Batch size must be between ${BATCH_SIZE.min} and ${BATCH_SIZE.max}, got ${batchSize}.`);
  }
  if (batchingWindow < BATCHING_WINDOW.min || batchingWindow > BATCHING_WINDOW.max) {
    throw invalid(
      `Maximum batch window in seconds must be between ${BATCHING_WINDOW.min} and ${BATCHING_WINDOW.max}, got ${batchingWindow}.`,
    );
  }
  if (fifo && batchingWindow > 0) throw invalid('Batching window is not supported for FIFO queues');
  if (fifo && batchSize > BATCH_SIZE_WITHOUT_WINDOW.max)
    throw invalid(`Batch size for FIFO queues must be at most ${BATCH_SIZE_WITHOUT_WINDOW.max}, got ${batchSize}.`);
  if (batchSize > BATCH_SIZE_WITHOUT_WINDOW.max && batchingWindow === 0) {
    throw invalid('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  }
  if (
    maximumConcurrency !== undefined &&
    (maximumConcurrency < MAXIMUM_CONCURRENCY.min || maximumConcurrency > MAXIMUM_CONCURRENCY.max)
  ) {
    throw invalid(
      `MaximumConcurrency must be between ${MAXIMUM_CONCURRENCY.min} and ${MAXIMUM_CONCURRENCY.max}, got ${maximumConcurrency}.`,
    );
  }
}
