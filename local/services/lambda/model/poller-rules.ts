import type { ProvisionedPollerConfig } from '@aws-sdk/client-lambda';
import { MAXIMUM_POLLERS, MINIMUM_POLLERS } from '../../../../model/limits/lambda';
import { isWithin, type Limit } from '../../../../model/limits/limit';
import { type EventSourceMapping, type ProvisionedPollers, provisionedPollers } from '../event-source-mapping';
import { invalid } from './function-rules';
import { notOffered } from './not-offered';

/** An update that does not name them keeps them; an empty object ends provisioned mode. */
export function readPollers(
  config: ProvisionedPollerConfig | undefined,
  previous: EventSourceMapping | undefined,
): ProvisionedPollers | undefined {
  if (config === undefined) return previous?.pollers;
  if (config.PollerGroupName !== undefined) throw notOffered('poller groups');
  if (config.MinimumPollers === undefined && config.MaximumPollers === undefined) return undefined;
  return provisionedPollers(config.MinimumPollers, config.MaximumPollers);
}

/** "Configuring scaling behavior for SQS event source mappings" (AWS Lambda Developer Guide). */
export function checkPollers({ pollers, maximumConcurrency }: EventSourceMapping): void {
  if (pollers === undefined) return;
  checkRange('MinimumPollers', pollers.minimum, MINIMUM_POLLERS);
  checkRange('MaximumPollers', pollers.maximum, MAXIMUM_POLLERS);
  if (pollers.minimum > pollers.maximum) {
    throw invalid(
      `MinimumPollers must be less than or equal to MaximumPollers, got ${pollers.minimum} and ${pollers.maximum}.`,
    );
  }
  if (maximumConcurrency !== undefined) {
    throw invalid('MaximumConcurrency and ProvisionedPollerConfig cannot be used together.');
  }
}

function checkRange(name: string, value: number, limit: Limit): void {
  if (isWithin(limit, value)) return;
  throw invalid(`${name} must be between ${limit.min} and ${limit.max} for SQS event sources, got ${value}.`);
}
