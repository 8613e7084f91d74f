import type { TagResourceInput, TagResourceOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { type Monitoring, taggedAccess, taggedAlarm } from '../monitoring-context';
import { withTags } from '../tags';

export function tagResource(monitoring: Monitoring): Operation<TagResourceInput, TagResourceOutput> {
  return {
    access: (input, request) => taggedAccess('TagResource', input.ResourceARN, request),
    run: (input, request) => {
      const alarm = taggedAlarm(monitoring, input.ResourceARN, request);
      alarm.tags = withTags(alarm.tags, input.Tags);
      return {};
    },
  };
}
