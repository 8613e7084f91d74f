import type { CloudEvent, LocalCloud, MessageView, QueueView } from '../../../../local';
import { Teller } from './happenings';
import { labelOf, printable } from './label';
import type { BoardState, Card, Happening, Lane, QueueState } from './state';

const SHOWN_CARDS = 40;
const SHOWN_HAPPENINGS = 60;

interface Deleted {
  count: number;
  readonly cards: Card[];
}

/** Looks on at a cloud, and keeps what its queues do not: names, what was deleted, what happened. */
export class Recorder {
  /** How many things have happened so far. */
  happened = 0;
  private readonly labels = new Map<string, string>();
  private readonly groups: string[] = [];
  private readonly deleted = new Map<string, Deleted>();
  private happenings: Happening[] = [];
  readonly end: () => void;
  private readonly teller: Teller;

  constructor(
    private readonly cloud: LocalCloud,
    private readonly began: number,
    private readonly told: (happening: Happening) => void = () => {},
  ) {
    this.teller = new Teller(
      cloud.account,
      began,
      (messageId) => this.labels.get(messageId) ?? messageId.slice(0, 8),
      (arn) => cloud.queues().find((queue) => queue.arn === arn)?.redrive?.maxReceiveCount,
    );
    this.end = cloud.events.subscribe((event) => this.take(event));
  }

  state(title: string, pace: string): BoardState {
    const now = this.cloud.now();
    return {
      title,
      pace,
      seconds: (now - this.began) / 1_000,
      queues: inOrder(this.cloud.queues()).map((queue, _, queues) => this.queue(queue, queues, now)),
      groups: this.groups,
      happenings: this.happenings,
    };
  }

  /** When the next message becomes visible or is removed by retention; undefined when there is none. */
  nextDeadline(): number | undefined {
    const times = this.cloud
      .queues()
      .flatMap((queue) => [...queue.messages()].map(({ visibleAt, expiresAt }) => visibleAt ?? expiresAt));
    return times.length === 0 ? undefined : times.reduce((earliest, time) => Math.min(earliest, time));
  }

  /** Something that is no event of the cloud. */
  note(note: Pick<Happening, 'what' | 'by' | 'trouble'>): void {
    this.add({ seconds: (this.cloud.now() - this.began) / 1_000, queue: '', message: '', ...note });
  }

  private take(event: CloudEvent): void {
    if (event.type === 'sqs.sent') this.learn(String(event['queue']));
    const happening = this.teller.tell(event);
    if (event.type === 'sqs.deleted') this.keepDeleted(event, happening?.message ?? '');
    if (happening !== undefined) this.add(happening);
  }

  private add(happening: Happening): void {
    this.happened += 1;
    this.happenings = [...this.happenings, happening].slice(-SHOWN_HAPPENINGS);
    this.told(happening);
  }

  /** The youngest are new; what is older is known. */
  private learn(queueArn: string): void {
    const queue = this.cloud.queues().find(({ arn }) => arn === queueArn);
    for (const { messageId, body, groupId } of queue?.messages() ?? []) {
      if (this.labels.has(messageId)) return;
      this.labels.set(messageId, labelOf(body));
      if (groupId !== undefined && !this.groups.includes(groupId)) this.groups.push(groupId);
    }
  }

  private keepDeleted(event: CloudEvent, label: string): void {
    const queue = String(event['queue']);
    const deleted = this.deleted.get(queue) ?? { count: 0, cards: [] };
    deleted.count += 1;
    deleted.cards.unshift({ label, receives: Number(event['receiveCount']), ...this.group(event['messageGroupId']) });
    deleted.cards.splice(SHOWN_CARDS);
    this.deleted.set(queue, deleted);
  }

  private group(groupId: unknown): Pick<Card, 'group'> {
    return typeof groupId === 'string' ? { group: this.groups.indexOf(groupId) } : {};
  }

  private queue(queue: QueueView, queues: readonly QueueView[], now: number): QueueState {
    const { arn, name, visibilityTimeout, delay, redrive } = queue;
    const { count = 0, cards = [] } = this.deleted.get(arn) ?? {};
    const lanes: Record<Exclude<Lane, 'deleted'>, MessageView[]> = { delayed: [], visible: [], 'in-flight': [] };
    for (const message of queue.messages()) lanes[message.state].unshift(message);
    for (const lane of ['delayed', 'in-flight'] as const)
      lanes[lane].sort((a, b) => (a.visibleAt ?? 0) - (b.visibleAt ?? 0));
    const shown = (messages: readonly MessageView[]): Card[] =>
      messages.slice(0, SHOWN_CARDS).map((message) => this.card(message, redrive !== undefined, now));
    return {
      name: printable(name),
      visibilityTimeout,
      delay,
      deadLettersOf: queues.filter(({ redrive: to }) => to?.deadLetterTargetArn === arn).map((source) => source.name),
      ...(redrive === undefined
        ? {}
        : {
            maxReceiveCount: redrive.maxReceiveCount,
            deadLetterQueue: redrive.deadLetterTargetArn.split(':').at(-1) ?? '',
          }),
      counts: {
        delayed: lanes.delayed.length,
        visible: lanes.visible.length,
        'in-flight': lanes['in-flight'].length,
        deleted: count,
      },
      cards: {
        delayed: shown(lanes.delayed),
        visible: shown(lanes.visible),
        'in-flight': shown(lanes['in-flight']),
        deleted: cards,
      },
    };
  }

  private card(message: MessageView, limited: boolean, now: number): Card {
    const { messageId, receives, receiveCount, groupId, visibleAt, expiresAt } = message;
    return {
      label: this.labels.get(messageId) ?? messageId.slice(0, 8),
      // What is compared with maxReceiveCount, or else what SQS says: a dead letter's count goes on.
      receives: limited ? receives : receiveCount,
      secondsLeft: Math.ceil(((visibleAt ?? expiresAt) - now) / 1_000),
      ...this.group(groupId),
    };
  }
}

/** Each queue before its dead-letter queue. */
function inOrder(queues: readonly QueueView[]): readonly QueueView[] {
  const targets = new Set(queues.map(({ redrive }) => redrive?.deadLetterTargetArn));
  const ordered = new Set<QueueView>();
  const add = (queue: QueueView | undefined): void => {
    if (queue === undefined || ordered.has(queue)) return;
    ordered.add(queue);
    add(queues.find(({ arn }) => arn === queue.redrive?.deadLetterTargetArn));
  };
  for (const queue of queues) if (!targets.has(queue.arn)) add(queue);
  for (const queue of queues) add(queue);
  return [...ordered];
}
