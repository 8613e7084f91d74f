import type { PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { notImplemented } from '../errors';
import { parseMetricData } from '../metric-data-input';
import { type Monitoring, metricAccess } from '../monitoring-context';

export function putMetricData(monitoring: Monitoring): Operation<PutMetricDataInput> {
  return {
    access: (input, request) => ({
      ...metricAccess('PutMetricData', request),
      context: { 'cloudwatch:namespace': input.Namespace ?? '' },
    }),
    run: (input, request) => {
      if (input.EntityMetricData?.length) throw notImplemented('PutMetricData', "'EntityMetricData'");
      // All of it is checked before any of it is stored.
      for (const { identity, unit, time, sets } of parseMetricData(input, request.kernel.clock.now())) {
        for (const set of sets) monitoring.store.add(request, identity, unit, time, set);
      }
      return undefined;
    },
  };
}
