import type {
  BatchFailure,
  Clock,
  DeleteEntry,
  QueueMessage,
  ReceiveRequest,
  SendEntry,
  VisibilityEntry,
} from '../../../../consumer/engine/port';
import type { Message } from '../../../../local/services/sqs/model/message';
import { MessageIds } from '../../../../local/services/sqs/model/message-ids';
import { Queue } from '../../../../local/services/sqs/model/queue';
import type { QueueObserver } from '../../../../local/services/sqs/model/queue-observer';
import { decodeReceipt, encodeReceipt } from '../../../../local/services/sqs/model/receipt-handle';
import type { Plan } from './plan';

interface Poll {
  readonly request: ReceiveRequest;
  readonly resolve: (messages: readonly QueueMessage[]) => void;
  readonly until: number;
}

const SHORTEST_SLEEP_MS = 0.001;

type EntryFailure = Omit<BatchFailure, 'id'>;

/** The local cloud's queue model, a source and its dead-letter queue, with long polls on a schedule's clock. */
export class ModelSqs {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  /** Bodies in the dead-letter queue: sent by the engine, and moved by SQS. */
  readonly deadLetters = { sent: new Set<string>(), moved: new Set<string>() };
  private readonly ids = new MessageIds(Buffer.from('engine-schedules'));
  private polls: Poll[] = [];
  private alarm = Number.POSITIVE_INFINITY;

  constructor(
    readonly clock: Clock,
    plan: Plan,
  ) {
    const observer: QueueObserver = {
      happened: (event, queue, message) => {
        if (event === 'sent' && queue === this.deadLetterQueue) {
          this.deadLetters.sent.add(message.body);
        }
      },
      deadLettered: (_source, _target, message) => this.deadLetters.moved.add(message.body),
    };
    const around = { ids: this.ids, observer, find: () => this.deadLetterQueue };
    const queue = (number: number, name: string, maxReceiveCount?: number) => {
      const arn = `arn:aws:sqs:us-east-1:111122223333:${name}${plan.fifo ? '.fifo' : ''}`;
      const deadLetterTargetArn = `${arn}-dead`;
      return new Queue(
        { arn, fifo: plan.fifo, number },
        {
          visibilityTimeout: plan.visibilitySeconds,
          messageRetentionPeriod: 1_209_600,
          delay: 0,
          receiveWaitTime: 0,
          maximumMessageSize: 1_048_576,
          redrive: maxReceiveCount === undefined ? undefined : { deadLetterTargetArn, maxReceiveCount },
          contentBasedDeduplication: false,
          deduplicationScope: 'queue',
        },
        around,
      );
    };
    this.queue = queue(1, 'orders', plan.maxReceiveCount);
    this.deadLetterQueue = queue(2, 'orders-dead');
  }

  /** How many messages the queue holds. */
  get backlog(): number {
    const { visible, inFlight, delayed } = this.queue.depth(this.clock.now());
    return visible + inFlight + delayed;
  }

  receive(request: ReceiveRequest): Promise<readonly QueueMessage[]> {
    const messages = this.take(request);
    if (messages.length > 0 || request.waitSeconds === 0) {
      return Promise.resolve(messages);
    }
    return new Promise((resolve) => {
      const until = this.clock.now() + request.waitSeconds * 1_000;
      this.polls.push({ request, resolve, until });
      this.wakeAt(Math.min(until, this.queue.nextDue()));
    });
  }

  delete({ receiptHandle }: DeleteEntry): EntryFailure | undefined {
    const [serial, receive] = this.read(receiptHandle);
    const outcome = this.queue.delete(serial, receive, this.clock.now());
    this.changed();
    return outcome === 'expired' ? { code: 'ReceiptHandleIsInvalid', senderFault: true } : undefined;
  }

  changeVisibility({ receiptHandle, visibilitySeconds }: VisibilityEntry): EntryFailure | undefined {
    const [serial, receive] = this.read(receiptHandle);
    const outcome = this.queue.changeVisibility(serial, receive, visibilitySeconds, this.clock.now());
    this.changed();
    return outcome === 'changed' || outcome === 'visible' ? undefined : { code: outcome, senderFault: true };
  }

  send({ body, groupId, deduplicationId }: SendEntry, queue = this.queue): undefined {
    const content = { body, groupId, deduplicationId, senderId: 'AIDACKCEVSQ6C2EXAMPLE' };
    if (deduplicationId === undefined) {
      queue.send(content, 0, this.clock.now());
    } else {
      queue.sendOnce(deduplicationId, content, this.clock.now());
    }
    this.changed();
  }

  /** Hands out once more what is in flight, as a standard queue may. */
  showAgain({ receiptHandle }: QueueMessage): void {
    this.changeVisibility({ receiptHandle, visibilitySeconds: 0 });
  }

  private changed(): void {
    const now = this.clock.now();
    for (let poll = this.polls[0]; poll !== undefined; poll = this.polls[0]) {
      const messages = this.take(poll.request);
      if (messages.length === 0) {
        break;
      }
      this.polls.shift();
      poll.resolve(messages);
    }
    this.polls = this.polls.filter(({ until, resolve }) => until > now || resolve([]));
    if (this.polls.length > 0) {
      this.wakeAt(Math.min(this.queue.nextDue(), ...this.polls.map(({ until }) => until)));
    }
  }

  private wakeAt(time: number): void {
    const now = this.clock.now();
    if (time >= this.alarm && this.alarm > now) {
      return;
    }
    this.alarm = time;
    // A sum of fractions may wake it a hair too early: it then sleeps for the rest.
    void this.clock.sleep(Math.max(time - now, SHORTEST_SLEEP_MS)).then(() => {
      if (this.alarm === time) {
        this.alarm = Number.POSITIVE_INFINITY;
      }
      this.changed();
    });
  }

  private take({ maxMessages, visibilitySeconds }: ReceiveRequest): readonly QueueMessage[] {
    const visibilityTimeout = visibilitySeconds ?? this.queue.settings.visibilityTimeout;
    const messages = this.queue.receive({ max: maxMessages, visibilityTimeout }, this.clock.now());
    return (messages ?? []).map((message) => this.incoming(message));
  }

  private read(receiptHandle: string): readonly [serial: number, receive: number] {
    const receipt = decodeReceipt(receiptHandle, this.ids);
    if (receipt === undefined) {
      throw new Error(`no receipt handle of this queue: ${receiptHandle}`);
    }
    return [receipt.serial, receipt.receive];
  }

  private incoming(message: Message): QueueMessage {
    const { serial, receiveCount, body, groupId, deduplicationId, sentAt, firstReceivedAt } = message;
    return {
      messageId: this.ids.messageId(serial),
      receiptHandle: encodeReceipt({ queue: 1, serial, receive: receiveCount }, this.ids),
      body,
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
        SentTimestamp: String(sentAt),
        MessageGroupId: groupId,
        MessageDeduplicationId: deduplicationId,
      },
      messageAttributes: {},
    };
  }
}
