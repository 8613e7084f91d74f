import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { type Monitoring, taggedAccess, taggedAlarm } from '../monitoring-context';

export function listTagsForResource(
  monitoring: Monitoring,
): Operation<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return {
    access: (input, request) => taggedAccess('ListTagsForResource', input.ResourceARN, request),
    run: (input, request) => {
      const { tags } = taggedAlarm(monitoring, input.ResourceARN, request);
      return { Tags: Array.from(tags, ([Key, Value]) => ({ Key, Value })) };
    },
  };
}
