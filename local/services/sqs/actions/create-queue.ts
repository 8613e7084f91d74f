import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs';
import { queueArn } from '../../../../model/arn';
import { queueNameProblem } from '../../../../model/queue-name';
import type { Operation } from '../../service';
import { changeAttributes } from '../attributes/change';
import { isSettable } from '../attributes/names';
import { attributeValue, settingsFrom } from '../attributes/read';
import { invalidParameterValue, missingParameter, queueNameExists, unknownAttribute } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { Queues } from '../queues';

export function createQueue(queues: Queues): Operation<CreateQueueRequest, CreateQueueResult> {
  const arnOf = (input: CreateQueueRequest, request: { account: string; region: string }): string =>
    queueArn({ account: request.account, region: request.region, name: input.QueueName ?? '' });
  return {
    access: (input, request) => ({
      action: 'sqs:CreateQueue',
      resource: arnOf(input, request),
      account: request.account,
    }),

    run(input, request) {
      const { QueueName: name, Attributes: given = {}, tags = {} } = input;
      if (name === undefined) throw missingParameter('QueueName');
      const fifo = given['FifoQueue']?.toLowerCase() === 'true';
      const problem = queueNameProblem(name, fifo ? 'fifo' : 'standard');
      if (problem !== undefined) throw invalidParameterValue(problem);
      const arn = arnOf(input, request);
      const attributes = changeAttributes(new Map(), given, { arn, fifo }, (target) => queues.find(target));
      const existing = queues.find(arn);
      if (existing !== undefined) {
        refuseDifference(existing, given, attributes);
        return { QueueUrl: queues.url(existing, request) };
      }
      const queue = queues.create(request, name, fifo, attributes, settingsFrom(attributes, fifo));
      for (const [key, value] of Object.entries(tags)) queue.tags.set(key, value);
      return { QueueUrl: queues.url(queue, request) };
    },
  };
}

/** Creating a queue again is fine as long as the attributes that are given are those that it has. */
function refuseDifference(queue: LiveQueue, given: object, attributes: ReadonlyMap<string, string>): void {
  const { fifo } = queue.identity;
  for (const name of Object.keys(given)) {
    if (!isSettable(name)) throw unknownAttribute(name);
    if (attributeValue(queue.attributes, name, fifo) !== attributeValue(attributes, name, fifo)) {
      throw queueNameExists(name);
    }
  }
}
