import { type Arn, formatArn, queueUrl } from '../../../model/arn';
import { type EventBridgeEvent, wholeSeconds } from '../../../model/events/event-bridge-event';
import { AwsError } from '../../aws-error';
import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { CallOptions, Router } from '../service';
import { deadLetter } from './dead-letter';
import { InvalidInput } from './input-transformer';
import { pauseBefore } from './retry-schedule';
import type { EventRule } from './rule';
import type { Target } from './target';

/** Why EventBridge has given up. */
export interface Failure {
  /** As the message in a dead-letter queue says it. */
  readonly code: string;
  readonly reason: string;
  readonly retries: number;
  /** Which limit of the target's retry policy was reached; none when trying again is no use. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

type About = Readonly<Record<string, unknown>>;

/**
 * Brings events to queues, after they were put. What a queue refuses goes to the target's dead-letter queue at once;
 * when SQS itself fails, it is tried again as long as the target's retry policy says.
 */
export class Delivery {
  constructor(
    private readonly kernel: Kernel,
    private readonly router: Router,
    private readonly random: Random,
  ) {}

  /** @returns at once: virtual time stands still while a queue is asked, and moves while a failed one has to wait */
  start(event: EventBridgeEvent, rule: EventRule, target: Target): void {
    // Nobody waits for it: a defect reaches whoever drives the cloud.
    this.deliver(event, rule, target).catch((error: unknown) => this.kernel.work.fail(error));
  }

  private async deliver(event: EventBridgeEvent, rule: EventRule, target: Target): Promise<void> {
    const about = { rule: rule.arn, target: target.id, eventId: event.id };
    const failure = await this.attempts(event, rule, target, about);
    if (failure === undefined) return;
    const { code, reason } = failure;
    const { deadLetterQueue } = target;
    if (deadLetterQueue === undefined) {
      this.emit('events.lost', { ...about, code, reason });
      return;
    }
    const where = { ...about, deadLetterQueue: formatArn(deadLetterQueue) };
    try {
      await this.send(rule, deadLetterQueue, deadLetter(event, rule, target, failure));
      this.emit('events.dead-lettered', { ...where, code });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.emit('events.lost', { ...where, code: error.code, reason: error.message });
    }
  }

  private async attempts(
    event: EventBridgeEvent,
    rule: EventRule,
    target: Target,
    about: About,
  ): Promise<Failure | undefined> {
    const { clock } = this.kernel;
    const began = clock.now();
    for (let retries = 0; ; retries += 1) {
      try {
        const { messageGroupId } = target;
        const sent = await this.send(rule, target.queue, {
          MessageBody: target.input(event, rule.identity, wholeSeconds(began)),
          ...(messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId }),
        });
        this.emit('events.delivered', { ...about, queue: target.arn, queueMessageId: sent['MessageId'] });
        return undefined;
      } catch (error) {
        const { code, reason, mayPass } = readError(error);
        this.emit('events.delivery-failed', { ...about, queue: target.arn, code, reason });
        if (!mayPass) return { code, reason, retries };
        if (retries === target.maxRetries) return { code, reason, retries, exhausted: 'MaximumRetryAttempts' };
        const pause = pauseBefore(retries + 1, this.random.number()) * 1000;
        if (clock.now() + pause > began + target.maxAge * 1000) {
          return { code, reason, retries, exhausted: 'MaximumEventAgeInSeconds' };
        }
        await new Promise<void>((resolve) => {
          clock.at(clock.now() + pause, 'work', resolve);
        });
      }
    }
  }

  private send(rule: EventRule, queue: Arn, message: object): Promise<Record<string, unknown>> {
    const input = { QueueUrl: queueUrl(formatArn(queue)), ...message };
    return this.router.call('sqs', 'SendMessage', input, asEventBridge(rule, queue));
  }

  private emit(type: string, fields: About): void {
    if (this.kernel.events.observed) this.kernel.events.emit(type, fields);
  }
}

/** Every delivery is EventBridge's own request, made for the rule: the queue's policy decides about it. */
function asEventBridge({ identity }: EventRule, queue: Arn): CallOptions {
  return {
    principal: { kind: 'service', service: 'events.amazonaws.com' },
    account: queue.account,
    region: queue.region,
    context: {
      'aws:SourceArn': identity.arn,
      'aws:SourceAccount': identity.account,
      'aws:SecureTransport': 'true',
    },
  };
}

interface ReadError {
  readonly code: string;
  readonly reason: string;
  readonly mayPass: boolean;
}

/** Errors of SQS itself, and throttling, pass; a queue that is gone or that refuses does not change its mind. */
function readError(error: unknown): ReadError {
  if (error instanceof InvalidInput) return { code: 'INVALID_JSON', reason: error.message, mayPass: false };
  if (!(error instanceof AwsError)) throw error;
  const { code, status, message: reason } = error;
  if (/Throttl/i.test(code)) return { code: 'THROTTLING', reason, mayPass: true };
  if (status >= 500) return { code: 'ERROR_FROM_TARGET', reason, mayPass: true };
  if (/DoesNotExist|NonExistentQueue/.test(code)) return { code: 'NO_RESOURCE', reason, mayPass: false };
  if (status === 403 || /AccessDenied/.test(code)) return { code: 'NO_PERMISSIONS', reason, mayPass: false };
  return { code: 'SDK_CLIENT_ERROR', reason, mayPass: false };
}
