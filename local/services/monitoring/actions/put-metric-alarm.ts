import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { checkActions } from '../action-list';
import { alarmConfiguration, alarmName } from '../alarm-input';
import { alarmAccess, alarmArn, type Monitoring } from '../monitoring-context';
import { withTags } from '../tags';

export function putMetricAlarm(monitoring: Monitoring): Operation<PutMetricAlarmInput> {
  return {
    access: (input, request) => alarmAccess('PutMetricAlarm', input.AlarmName, request),
    run: (input, request) => {
      const { account, region } = request;
      const now = request.kernel.clock.now();
      const name = alarmName(input.AlarmName);
      const configuration = alarmConfiguration(input);
      checkActions(configuration.actions, region);
      const existing = monitoring.alarms.find(request, name);
      if (existing !== undefined) {
        // "PutMetricAlarm", API Reference: an update overwrites the configuration and leaves state and tags alone.
        existing.configuration = configuration;
        existing.configurationUpdated = now;
      } else {
        monitoring.alarms.put({
          place: { account, region },
          name,
          arn: alarmArn(request, name),
          configuration,
          configurationUpdated: now,
          state: 'INSUFFICIENT_DATA',
          stateReason: 'Unchecked: Initial alarm creation',
          stateReasonData: undefined,
          stateUpdated: now,
          stateTransitioned: now,
          tags: withTags(new Map(), input.Tags),
        });
      }
      monitoring.sampler.start();
      return undefined;
    },
  };
}
