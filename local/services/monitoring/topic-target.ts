import { parseArn } from '../../../model/arn';
import type { Router } from '../service';
import type { AlarmActionTarget } from './alarm-actions';
import { alarmNotification } from './alarm-notification';
import type { Alarms } from './alarms';

/** Publishes to a topic, as CloudWatch and for the alarm: the policies of the topic and of its key decide. */
export function topicTarget(alarms: () => Alarms, router: Router): AlarmActionTarget {
  return {
    service: 'sns',
    take: async ({ arn, alarmName, alarmArn, previous, account, region }) => {
      const alarm = alarms().get({ account, region }, alarmName);
      const { subject, message } = alarmNotification(alarm, previous);
      await router.call(
        'sns',
        'Publish',
        { TopicArn: arn, Subject: subject, Message: message },
        {
          principal: { kind: 'service', service: 'cloudwatch.amazonaws.com' },
          account: parseArn(arn)?.account ?? account,
          region,
          context: {
            'aws:SourceArn': alarmArn,
            'aws:SourceAccount': account,
            // What the default policy of a topic asks for.
            'aws:SourceOwner': account,
            'aws:SecureTransport': 'true',
          },
        },
      );
    },
  };
}
