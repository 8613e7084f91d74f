import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupOfArn, type Logs, tagAccess } from '../logs-context';
import { withTags } from '../tags';

export function tagResource(logs: Logs): Operation<TagResourceRequest> {
  return {
    access: (input, request) => tagAccess('TagResource', input.resourceArn, request),
    run: (input, request) => {
      const reference = groupOfArn(input.resourceArn, request);
      const group = logs.model.group(reference, reference.name);
      group.tags = withTags(group.tags, input.tags);
      return undefined;
    },
  };
}
