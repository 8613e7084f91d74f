import type { GetQueueAttributesRequest, GetQueueAttributesResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../service';
import { byUrl } from '../access';
import { READ_ONLY, SETTABLE } from '../attributes/names';
import { describeQueue } from '../attributes/read';
import { unknownAttribute } from '../errors';
import type { Queues } from '../queues';

const NAMES: readonly string[] = [...READ_ONLY, ...SETTABLE, 'All'];

export function getQueueAttributes(queues: Queues): Operation<GetQueueAttributesRequest, GetQueueAttributesResult> {
  return {
    access: byUrl(queues, 'sqs:GetQueueAttributes'),

    run(input, request) {
      const wanted: readonly string[] = input.AttributeNames ?? [];
      for (const name of wanted) if (!NAMES.includes(name)) throw unknownAttribute(name);
      const queue = queues.at(input.QueueUrl, request);
      if (wanted.length === 0) return {};
      const described = [...describeQueue(queue)];
      const chosen = wanted.includes('All') ? described : described.filter(([name]) => wanted.includes(name));
      return { Attributes: chosen.length === 0 ? undefined : Object.fromEntries(chosen) };
    },
  };
}
