import type { UntagResourceInput, UntagResourceOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { type Monitoring, taggedAccess, taggedAlarm } from '../monitoring-context';

export function untagResource(monitoring: Monitoring): Operation<UntagResourceInput, UntagResourceOutput> {
  return {
    access: (input, request) => taggedAccess('UntagResource', input.ResourceARN, request),
    run: (input, request) => {
      const alarm = taggedAlarm(monitoring, input.ResourceARN, request);
      for (const key of input.TagKeys ?? []) alarm.tags.delete(key);
      return {};
    },
  };
}
