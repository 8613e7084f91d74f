import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { constraintText } from '../../constraint';
import type { Operation } from '../../service';
import type { AlarmState } from '../alarm';
import { alarmName } from '../alarm-input';
import { validationError } from '../errors';
import { alarmAccess, type Monitoring } from '../monitoring-context';

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** Lasts until the next evaluation, as on AWS. */
export function setAlarmState(monitoring: Monitoring): Operation<SetAlarmStateInput> {
  return {
    access: (input, request) => alarmAccess('SetAlarmState', input.AlarmName, request),
    run: (input, request) => {
      const alarm = monitoring.alarms.get(request, alarmName(input.AlarmName));
      const state = STATES.find((known) => known === input.StateValue);
      if (state === undefined) {
        throw validationError(
          constraintText('stateValue', input.StateValue, `satisfy enum value set: [${STATES.join(', ')}]`),
        );
      }
      if (input.StateReason === undefined) {
        throw validationError(constraintText('stateReason', input.StateReason, 'not be null'));
      }
      const now = request.kernel.clock.now();
      const grounds = { reason: input.StateReason, reasonData: input.StateReasonData, metricValue: undefined };
      monitoring.alarms.setState(alarm, state, grounds, now);
      return undefined;
    },
  };
}
