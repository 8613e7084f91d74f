import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { constraintText } from '../../constraint';
import { pageOf } from '../../page';
import type { Operation } from '../../service';
import type { Alarm } from '../alarm';
import { alarmAnswer } from '../alarm-answer';
import { invalidCombination, invalidToken, notImplemented, validationError } from '../errors';
import { alarmAccess, type Monitoring } from '../monitoring-context';

/** "DescribeAlarms", CloudWatch API Reference. */
const MAX_RECORDS = 100;
const DEFAULT_RECORDS = 50;

export function describeAlarms(monitoring: Monitoring): Operation<DescribeAlarmsInput, DescribeAlarmsOutput> {
  return {
    access: (_input, request) => alarmAccess('DescribeAlarms', '*', request),
    run: (input, request) => {
      if (input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined) {
        throw notImplemented('DescribeAlarms', 'composite alarms');
      }
      if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
        throw invalidCombination('AlarmNamePrefix and AlarmNames are mutually exclusive.');
      }
      const limit = input.MaxRecords ?? DEFAULT_RECORDS;
      if (limit < 1 || limit > MAX_RECORDS) {
        const rule =
          limit < 1 ? 'have value greater than or equal to 1' : `have value less than or equal to ${MAX_RECORDS}`;
        throw validationError(constraintText('maxRecords', limit, rule));
      }
      // Only metric alarms exist here, and they are what is meant when no type is named.
      const wanted = input.AlarmTypes === undefined || input.AlarmTypes.includes('MetricAlarm');
      const alarms = wanted ? monitoring.alarms.list(request).filter((alarm) => isAskedFor(alarm, input)) : [];
      const { items, nextToken } = pageOf(alarms, {
        keyOf: ({ name }) => name,
        limit,
        token: input.NextToken,
        invalidToken,
      });
      return { MetricAlarms: items.map(alarmAnswer), CompositeAlarms: [], NextToken: nextToken };
    },
  };
}

function isAskedFor(alarm: Alarm, input: DescribeAlarmsInput): boolean {
  const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, ActionPrefix: action } = input;
  if (names !== undefined && names.length > 0 && !names.includes(alarm.name)) return false;
  if (prefix !== undefined && !alarm.name.startsWith(prefix)) return false;
  if (state !== undefined && alarm.state !== state) return false;
  if (action === undefined) return true;
  return Object.values(alarm.configuration.actions).some((actions) => actions.some((arn) => arn.startsWith(action)));
}
