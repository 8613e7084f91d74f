import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupOfArn, type Logs, tagAccess } from '../logs-context';

export function listTagsForResource(logs: Logs): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
  return {
    access: (input, request) => tagAccess('ListTagsForResource', input.resourceArn, request),
    run: (input, request) => {
      const reference = groupOfArn(input.resourceArn, request);
      return { tags: Object.fromEntries(logs.model.group(reference, reference.name).tags) };
    },
  };
}
