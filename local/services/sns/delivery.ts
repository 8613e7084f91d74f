import { type Arn, formatArn, queueUrl } from '../../../model/arn';
import { isFifoQueueName } from '../../../model/queue-name';
import { AwsError } from '../../aws-error';
import type { Kernel } from '../../kernel/kernel';
import type { CallOptions, Router } from '../service';
import { confirmationRequest, envelope } from './envelope';
import type { Notification } from './notification';
import { pauseBefore } from './retry-schedule';
import type { Subscription } from './subscription';
import type { Topic } from './topic';

/**
 * Brings notifications to queues, after `Publish` has answered. What a queue refuses goes to the subscription's
 * dead-letter queue at once; when SQS itself fails, it is tried again for 23 days before.
 */
export class Delivery {
  /** The last delivery of each message group of a FIFO subscription: the next waits for it. */
  private readonly groups = new Map<string, Promise<void>>();

  constructor(
    private readonly kernel: Kernel,
    private readonly router: Router,
  ) {}

  /** @returns at once: virtual time stands still while a queue is asked, and moves while a failed one has to wait */
  start(notification: Notification, subscription: Subscription): void {
    const { topic, groupId } = notification;
    if (!topic.identity.fifo) {
      this.run(this.deliver(notification, subscription));
      return;
    }
    const key = `${subscription.arn} ${groupId}`;
    const before = this.groups.get(key);
    const delivery =
      before === undefined
        ? this.deliver(notification, subscription)
        : before.then(() => this.deliver(notification, subscription));
    this.groups.set(key, delivery);
    const ended = () => {
      if (this.groups.get(key) === delivery) this.groups.delete(key);
    };
    this.run(delivery.then(ended));
  }

  /** Asks the queue's owner to confirm. */
  requestConfirmation(subscription: Subscription, topic: Topic, messageId: string): void {
    const { queue } = subscription;
    const MessageBody = confirmationRequest(subscription, topic, messageId, this.kernel.clock.now());
    const ids = isFifoQueueName(queue.resource)
      ? { MessageGroupId: subscription.id, MessageDeduplicationId: messageId }
      : {};
    const about = { topic: topic.arn, subscription: subscription.arn, messageId };
    this.run(this.attempt(topic, queue, { MessageBody, ...ids }, about));
  }

  private async deliver(notification: Notification, subscription: Subscription): Promise<void> {
    const { topic, messageId } = notification;
    const about = { topic: topic.arn, subscription: subscription.arn, messageId };
    const failure = await this.attempt(topic, subscription.queue, messageFor(notification, subscription), about);
    if (failure === undefined) return;
    const { deadLetterQueue } = subscription.settings;
    if (deadLetterQueue === undefined) {
      this.emit('sns.lost', { ...about, code: failure.code, reason: failure.message });
      return;
    }
    const message = messageFor(notification, { ...subscription, queue: deadLetterQueue });
    const lost = await this.attempt(topic, deadLetterQueue, message, about);
    const deadLetter = { ...about, deadLetterQueue: formatArn(deadLetterQueue) };
    if (lost === undefined) this.emit('sns.dead-lettered', { ...deadLetter, code: failure.code });
    else this.emit('sns.lost', { ...deadLetter, code: lost.code, reason: lost.message });
  }

  /** @returns why the queue did not take it */
  private async attempt(
    topic: Topic,
    queue: Arn,
    message: object,
    about: Readonly<Record<string, unknown>>,
  ): Promise<AwsError | undefined> {
    const arn = formatArn(queue);
    const input = { QueueUrl: queueUrl(arn), ...message };
    for (let retry = 1; ; retry += 1) {
      try {
        const sent = await this.router.call('sqs', 'SendMessage', input, asSns(topic, queue));
        this.emit('sns.delivered', { ...about, queue: arn, queueMessageId: sent['MessageId'] });
        return undefined;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const pause = mayPass(error) ? pauseBefore(retry) : undefined;
        this.emit('sns.delivery-failed', { ...about, queue: arn, code: error.code, reason: error.message });
        if (pause === undefined) return error;
        if (pause > 0) await this.pause(pause);
      }
    }
  }

  private pause(seconds: number): Promise<void> {
    const { clock } = this.kernel;
    return new Promise((resolve) => {
      clock.at(clock.now() + seconds * 1000, 'work', resolve);
    });
  }

  /** Nobody waits for it: a defect reaches whoever drives the cloud. */
  private run(task: Promise<unknown>): void {
    task.catch((error: unknown) => this.kernel.work.fail(error));
  }

  private emit(type: string, fields: Readonly<Record<string, unknown>>): void {
    if (this.kernel.events.observed) this.kernel.events.emit(type, fields);
  }
}

/** Every delivery is SNS's own request, made for the topic: the queue's policy decides about it. */
function asSns(topic: Topic, queue: Arn): CallOptions {
  return {
    principal: { kind: 'service', service: 'sns.amazonaws.com' },
    account: queue.account,
    region: queue.region,
    context: {
      'aws:SourceArn': topic.arn,
      'aws:SourceAccount': topic.identity.account,
      'aws:SecureTransport': 'true',
    },
  };
}

function messageFor(notification: Notification, subscription: Subscription): object {
  const { topic, groupId, deduplicationId, attributes, message } = notification;
  const { queue, settings } = subscription;
  const fifoQueue = isFifoQueueName(queue.resource);
  const raw = Object.entries(attributes).map(([name, { dataType, value }]) => [
    name,
    { DataType: dataType, ...(typeof value === 'string' ? { StringValue: value } : { BinaryValue: value }) },
  ]);
  return {
    MessageBody: settings.raw ? message : envelope(notification, subscription),
    ...(settings.raw && raw.length > 0 ? { MessageAttributes: Object.fromEntries(raw) } : {}),
    // A standard queue of a FIFO topic gets no group; one of a standard topic gets the group of a fair queue.
    ...(groupId !== undefined && fifoQueue === topic.identity.fifo ? { MessageGroupId: groupId } : {}),
    ...(fifoQueue ? { MessageDeduplicationId: deduplicationId } : {}),
  };
}

/** Errors of SQS itself, and throttling, pass; a queue that is gone or that refuses does not change its mind. */
function mayPass({ code, status }: AwsError): boolean {
  return status >= 500 || /Throttl/i.test(code);
}
