import type { GetQueueUrlRequest, GetQueueUrlResult } from '@aws-sdk/client-sqs';
import type { Operation, Request } from '../../service';
import { accessTo } from '../access';
import { missingParameter } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { Queues } from '../queues';

export function getQueueUrl(queues: Queues): Operation<GetQueueUrlRequest, GetQueueUrlResult> {
  const find = (input: GetQueueUrlRequest, request: Request): LiveQueue => {
    if (!input.QueueName) throw missingParameter('QueueName');
    return queues.named(request, input.QueueOwnerAWSAccountId ?? request.account, input.QueueName);
  };
  return {
    access: (input, request) => accessTo(find(input, request), 'sqs:GetQueueUrl'),
    run: (input, request) => ({ QueueUrl: queues.url(find(input, request), request) }),
  };
}
