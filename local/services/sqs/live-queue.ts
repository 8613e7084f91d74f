import type { NamedPolicy } from '../../../model/policy/request';
import type { Kernel } from '../../kernel/kernel';
import { Deadline } from './deadline';
import { queueDoesNotExist } from './errors';
import { LongPolls, type Poll } from './long-polls';
import type { Message, MessageContent } from './model/message';
import { Queue } from './model/queue';
import type {
  DeleteOutcome,
  QueueDepth,
  QueueSurroundings,
  ReceiveOptions,
  Sent,
  VisibilityOutcome,
} from './model/queue-operations';
import type { QueueIdentity, QueueSettings } from './model/queue-settings';

/** A queue in time: the model, the timers for its deadlines and the receives that wait for it. */
export class LiveQueue {
  readonly tags = new Map<string, string>();
  readonly createdAt: number;
  modifiedAt: number;
  /** When it was purged last. */
  purgedAt = Number.NEGATIVE_INFINITY;
  /** Parsed once: every request asks for it. */
  /** Receives that returned nothing, since the queue was created. */
  emptyReceives = 0;
  private parsedPolicy: NamedPolicy | undefined;
  private readonly model: Queue;
  private readonly polls: LongPolls;
  private readonly due: Deadline;
  private readonly expiry: Deadline;

  constructor(
    readonly identity: QueueIdentity,
    readonly account: string,
    readonly name: string,
    /** As given, by attribute name; what is absent has its default. */
    private configured: ReadonlyMap<string, string>,
    settings: QueueSettings,
    around: QueueSurroundings,
    private readonly kernel: Kernel,
    /** Lets the queues follow that messages moved to. */
    private readonly settled: () => void,
  ) {
    this.createdAt = this.modifiedAt = kernel.clock.now();
    this.parsedPolicy = policyOf(identity.arn, configured);
    this.model = new Queue(identity, settings, around);
    this.polls = new LongPolls(kernel);
    this.due = new Deadline(kernel.clock, 'work', () => this.changed());
    this.expiry = new Deadline(kernel.clock, 'expiry', () => this.changed());
  }

  get arn(): string {
    return this.identity.arn;
  }

  get attributes(): ReadonlyMap<string, string> {
    return this.configured;
  }

  get policy(): NamedPolicy | undefined {
    return this.parsedPolicy;
  }

  get settings(): QueueSettings {
    return this.model.settings;
  }

  /** What another queue's dead-letter policy finds. */
  get target(): Queue {
    return this.model;
  }

  configure(attributes: ReadonlyMap<string, string>, settings: QueueSettings): void {
    this.configured = attributes;
    this.parsedPolicy = policyOf(this.arn, attributes);
    this.modifiedAt = this.kernel.clock.now();
    this.model.configure(settings, this.modifiedAt);
    this.changed();
  }

  send(content: MessageContent, delay: number): Sent {
    const sent = this.model.send(content, delay, this.kernel.clock.now());
    this.changed();
    return sent;
  }

  sendOnce(key: string, content: MessageContent): Sent {
    const sent = this.model.sendOnce(key, content, this.kernel.clock.now());
    this.changed();
    return sent;
  }

  /** Undefined when too many messages are in flight. */
  receive(options: ReceiveOptions): readonly Message[] | undefined {
    const messages = this.model.receive(options, this.kernel.clock.now());
    this.changed();
    return messages;
  }

  /** Waits behind those who wait already. */
  wait(poll: Poll): Promise<readonly Message[]> {
    return this.polls.wait(poll);
  }

  delete(serial: number, receive: number): DeleteOutcome {
    const outcome = this.model.delete(serial, receive, this.kernel.clock.now());
    this.changed();
    return outcome;
  }

  changeVisibility(serial: number, receive: number, timeout: number): VisibilityOutcome {
    const outcome = this.model.changeVisibility(serial, receive, timeout, this.kernel.clock.now());
    this.changed();
    return outcome;
  }

  /** The next visible message, which stays. */
  peek(): Message | undefined {
    return this.model.peek(this.kernel.clock.now());
  }

  /** All of them, those in flight and delayed included, the youngest first. Nothing happens to them. */
  messages(): Iterable<Message> {
    return this.model.all();
  }

  withdraw(): Message | undefined {
    const message = this.model.withdraw(this.kernel.clock.now());
    this.changed();
    return message;
  }

  purge(): number {
    this.purgedAt = this.kernel.clock.now();
    const count = this.model.purge(this.purgedAt);
    this.changed();
    return count;
  }

  /** Messages since the queue was created. */
  get counts(): Queue['counts'] {
    return this.model.counts;
  }

  depth(): QueueDepth {
    const depth = this.model.depth(this.kernel.clock.now());
    this.changed();
    return depth;
  }

  /** Nothing of a deleted queue happens any more. */
  close(): void {
    this.model.purge(this.kernel.clock.now());
    this.due.cancel();
    this.expiry.cancel();
    this.polls.fail(queueDoesNotExist());
  }

  /** Serves who waits and sets the timers: after everything that may have moved a message. */
  changed(): void {
    const now = this.kernel.clock.now();
    this.model.advance(now);
    if (this.polls.waiting) this.polls.serve((options) => this.model.receive(options, now));
    this.due.set(this.model.nextDue());
    this.expiry.set(this.model.nextExpiry());
    this.settled();
  }
}

function policyOf(arn: string, attributes: ReadonlyMap<string, string>): NamedPolicy | undefined {
  const text = attributes.get('Policy');
  return text === undefined ? undefined : { name: `the queue policy of ${arn}`, document: JSON.parse(text) };
}
