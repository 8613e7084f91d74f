import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupOfArn, type Logs, tagAccess } from '../logs-context';

export function untagResource(logs: Logs): Operation<UntagResourceRequest> {
  return {
    access: (input, request) => tagAccess('UntagResource', input.resourceArn, request),
    run: (input, request) => {
      const reference = groupOfArn(input.resourceArn, request);
      const { tags } = logs.model.group(reference, reference.name);
      for (const key of input.tagKeys ?? []) tags.delete(key);
      return undefined;
    },
  };
}
