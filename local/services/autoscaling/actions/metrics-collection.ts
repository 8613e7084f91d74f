import type {
  DisableMetricsCollectionCommandInput,
  EnableMetricsCollectionCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { type AutoScaling, groupAccess } from '../autoscaling-context';
import { validationError } from '../errors';
import { GROUP_METRICS } from '../group-samples';

export function enableMetricsCollection(autoScaling: AutoScaling): Operation<EnableMetricsCollectionCommandInput> {
  return {
    access: groupAccess(autoScaling, 'EnableMetricsCollection'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      if (input.Granularity !== '1Minute') {
        throw validationError(`'Granularity' must be '1Minute', got '${input.Granularity}'.`);
      }
      for (const metric of metricsOf(input.Metrics)) live.enabledMetrics.add(metric);
      return undefined;
    },
  };
}

export function disableMetricsCollection(autoScaling: AutoScaling): Operation<DisableMetricsCollectionCommandInput> {
  return {
    access: groupAccess(autoScaling, 'DisableMetricsCollection'),
    run: (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      for (const metric of metricsOf(input.Metrics)) live.enabledMetrics.delete(metric);
      return undefined;
    },
  };
}

function metricsOf(names: readonly string[] | undefined): readonly string[] {
  if (names === undefined || names.length === 0) return GROUP_METRICS;
  const unknown = names.find((name) => !GROUP_METRICS.some((metric) => metric === name));
  if (unknown === undefined) return names;
  throw validationError(`A group metric must be one of ${GROUP_METRICS.join(', ')}, got '${unknown}'.`);
}
