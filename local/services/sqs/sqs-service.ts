import type { Kernel } from '../../kernel/kernel';
import type { Operation, Service } from '../service';
import { addPermission } from './actions/add-permission';
import { cancelMessageMoveTask } from './actions/cancel-message-move-task';
import { changeMessageVisibility } from './actions/change-message-visibility';
import { changeMessageVisibilityBatch } from './actions/change-message-visibility-batch';
import { createQueue } from './actions/create-queue';
import { deleteMessage } from './actions/delete-message';
import { deleteMessageBatch } from './actions/delete-message-batch';
import { deleteQueue } from './actions/delete-queue';
import { getQueueAttributes } from './actions/get-queue-attributes';
import { getQueueUrl } from './actions/get-queue-url';
import { listDeadLetterSourceQueues } from './actions/list-dead-letter-source-queues';
import { listMessageMoveTasks } from './actions/list-message-move-tasks';
import { listQueueTags } from './actions/list-queue-tags';
import { listQueues } from './actions/list-queues';
import { purgeQueue } from './actions/purge-queue';
import { receiveMessage } from './actions/receive-message';
import { removePermission } from './actions/remove-permission';
import { sendMessage } from './actions/send-message';
import { sendMessageBatch } from './actions/send-message-batch';
import { setQueueAttributes } from './actions/set-queue-attributes';
import { startMessageMoveTask } from './actions/start-message-move-task';
import { tagQueue } from './actions/tag-queue';
import { untagQueue } from './actions/untag-queue';
import type { QueueDepth } from './model/queue-operations';
import { type QueueSample, sampleOf } from './queue-sample';
import { type QueueView, viewOf } from './queue-view';
import { Queues } from './queues';
import { MoveTasks } from './redrive/move-tasks';

/** Amazon SQS, and what metrics and pollers read beside its API. */
export interface SqsService extends Service {
  readonly name: 'sqs';
  /** How deep a queue is at this moment; undefined when there is no queue with this ARN. */
  depth(queueArn: string): QueueDepth | undefined;
  /** All queues of every account and region, as metrics see them. */
  queues(): Iterable<QueueSample>;
  /** All queues of every account and region, with the messages in them. */
  views(): readonly QueueView[];
}

export function createSqs(kernel: Kernel): SqsService {
  const queues = new Queues(kernel);
  const tasks = new MoveTasks(queues);
  const operations = {
    AddPermission: addPermission(queues),
    CancelMessageMoveTask: cancelMessageMoveTask(queues, tasks),
    ChangeMessageVisibility: changeMessageVisibility(queues),
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(queues),
    CreateQueue: createQueue(queues),
    DeleteMessage: deleteMessage(queues),
    DeleteMessageBatch: deleteMessageBatch(queues),
    DeleteQueue: deleteQueue(queues),
    GetQueueAttributes: getQueueAttributes(queues),
    GetQueueUrl: getQueueUrl(queues),
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues(queues),
    ListMessageMoveTasks: listMessageMoveTasks(queues, tasks),
    ListQueueTags: listQueueTags(queues),
    ListQueues: listQueues(queues),
    PurgeQueue: purgeQueue(queues),
    ReceiveMessage: receiveMessage(queues),
    RemovePermission: removePermission(queues),
    SendMessage: sendMessage(queues),
    SendMessageBatch: sendMessageBatch(queues),
    SetQueueAttributes: setQueueAttributes(queues),
    StartMessageMoveTask: startMessageMoveTask(queues, tasks),
    TagQueue: tagQueue(queues),
    UntagQueue: untagQueue(queues),
  } satisfies Record<string, Operation>;
  return {
    name: 'sqs',
    operations,
    depth: (arn) => queues.find(arn)?.depth(),
    queues: () => queues.all().map(sampleOf),
    views: () => queues.all().map((queue) => viewOf(queue, queues.ids)),
  };
}
