import { parseArn } from '../../../model/arn';
import { ALARM_ACTIONS_MAX } from '../../../model/limits/cloudwatch';
import { constraintText } from '../constraint';
import type { AlarmConfiguration } from './alarm';
import { validationError } from './errors';

const PARAMETERS = { OK: 'oKActions', ALARM: 'alarmActions', INSUFFICIENT_DATA: 'insufficientDataActions' } as const;

/** An alarm acts in its own region. Whether what it names exists is not asked: "Make sure that your actions exist." */
export function checkActions(actions: AlarmConfiguration['actions'], region: string): void {
  for (const state of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
    const list = actions[state];
    if (list.length > ALARM_ACTIONS_MAX) {
      const rule = `have length less than or equal to ${ALARM_ACTIONS_MAX}`;
      throw validationError(constraintText(PARAMETERS[state], list.join(', '), rule));
    }
    for (const arn of list) {
      const other = parseArn(arn)?.region;
      if (other && other !== region) {
        throw validationError(`Invalid region ${other} specified. Only ${region} is supported.`);
      }
    }
  }
}
