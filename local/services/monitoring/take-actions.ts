import { parseArn } from '../../../model/arn';
import { AwsError } from '../../aws-error';
import type { Kernel } from '../../kernel/kernel';
import type { AlarmAction, AlarmActionTarget } from './alarm-actions';

/** Hands each action to the service that its ARN names. Nobody waits for it, and nothing that it meets ends the alarm. */
export function takeActions(kernel: Kernel, targets: readonly AlarmActionTarget[]): (action: AlarmAction) => void {
  const { events, work } = kernel;
  return (action) => {
    const { arn, alarmName, alarmArn, state, previous } = action;
    const about = { alarm: alarmName, alarmArn, state, previous, action: arn };
    const refuse = (reason: string) => events.emit('monitoring.alarm-action-not-taken', { ...about, reason });
    const target = targets.find(({ service }) => service === parseArn(arn)?.service);
    if (target === undefined) {
      refuse('The local cloud carries out alarm actions of Amazon SNS and Amazon EC2 Auto Scaling only.');
      return;
    }
    work
      .track(() => target.take(action))
      .then(
        () => events.emit('monitoring.alarm-action-taken', about),
        (error: unknown) => {
          if (!(error instanceof AwsError)) work.fail(error);
          else refuse(`${error.code}: ${error.message}`);
        },
      );
  };
}
