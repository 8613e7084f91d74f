import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { missingParameter } from '../errors';
import { alarmAccess, type Monitoring } from '../monitoring-context';

export function deleteAlarms(monitoring: Monitoring): Operation<DeleteAlarmsInput> {
  return {
    access: (input, request) => (input.AlarmNames ?? []).map((name) => alarmAccess('DeleteAlarms', name, request)),
    run: (input, request) => {
      if (input.AlarmNames === undefined) throw missingParameter('AlarmNames');
      // All or none: "DeleteAlarms", API Reference.
      const alarms = input.AlarmNames.map((name) => monitoring.alarms.get(request, name));
      for (const alarm of alarms) monitoring.alarms.delete(alarm);
      return undefined;
    },
  };
}
