import type { Message } from '../../../../local/services/sqs/model/message';
import { MessageIds } from '../../../../local/services/sqs/model/message-ids';
import { Queue } from '../../../../local/services/sqs/model/queue';
import type { MessageEvent, QueueObserver } from '../../../../local/services/sqs/model/queue-observer';
import type { QueueSettings } from '../../../../local/services/sqs/model/queue-settings';

export const MAX_RECEIVES = 2;
const RETENTION = 300;
const DEDUPLICATION = 300_000;

export const SETTINGS: QueueSettings = {
  visibilityTimeout: 30,
  messageRetentionPeriod: RETENTION,
  delay: 0,
  receiveWaitTime: 0,
  maximumMessageSize: 1_048_576,
  redrive: undefined,
  contentBasedDeduplication: false,
  deduplicationScope: 'queue',
};

/** What must be true of a message, kept apart from the queue that is judged. */
interface Known {
  readonly serial: number;
  readonly group: string;
  readonly order: number;
  sentAt: number;
  place: 'source' | 'dead' | 'deleted' | 'expired';
  /** Delayed or in flight until then. */
  hiddenUntil: number;
  inFlight: boolean;
  /** Receives from the queue where it is. */
  receives: number;
  /** Latest receive, over all queues. */
  receiveCount: number;
  receivedAt: number;
}

interface Handle {
  readonly place: 'source' | 'dead';
  readonly serial: number;
  readonly receive: number;
}

/** Drives a queue with its dead-letter queue through a schedule and judges everything that it does. */
export class QueueChecker implements QueueObserver {
  readonly known = new Map<number, Known>();
  readonly handles: Handle[] = [];
  private readonly accepted = new Map<string, { at: number; serial: number }>();
  private readonly source: Queue;
  private readonly dead: Queue;
  private now = 1_767_225_600_000;

  constructor(private readonly fifo: boolean) {
    const around = {
      ids: new MessageIds(Buffer.alloc(16, 1)),
      observer: this,
      find: (arn: string) => (arn === 'dead' ? this.dead : undefined),
    };
    const redrive = { deadLetterTargetArn: 'dead', maxReceiveCount: MAX_RECEIVES };
    this.source = new Queue({ arn: 'source', fifo, number: 1 }, { ...SETTINGS, redrive }, around);
    this.dead = new Queue({ arn: 'dead', fifo, number: 2 }, SETTINGS, around);
  }

  happened(event: MessageEvent, queue: Queue, message: Message): void {
    if (event !== 'expired') return;
    const known = this.of(message.serial);
    same(known.place, queue.identity.arn);
    same(this.now >= known.sentAt + RETENTION * 1000, true);
    known.place = 'expired';
  }

  /** I5: on the receive after the last allowed one. I6: out of the source, into the dead-letter queue. */
  deadLettered(_source: Queue, _target: Queue, message: Message): void {
    const known = this.of(message.serial);
    same(known.place, 'source');
    same(known.receives, MAX_RECEIVES);
    known.place = 'dead';
    known.receives = 0;
    known.inFlight = false;
    if (this.fifo) known.sentAt = this.now;
  }

  send(group: string, key: string, delay: number): void {
    const content = { body: key, senderId: 'me', ...(this.fifo ? { groupId: group, deduplicationId: key } : {}) };
    if (!this.fifo) {
      this.remember(this.source.send(content, delay, this.now).serial, group, delay);
      return;
    }
    const earlier = this.accepted.get(key);
    const { serial } = this.source.sendOnce(key, content, this.now);
    if (earlier !== undefined && this.now < earlier.at + DEDUPLICATION) {
      same(serial, earlier.serial);
      return;
    }
    same(this.known.has(serial), false);
    this.accepted.set(key, { at: this.now, serial });
    this.remember(serial, group, 0);
  }

  receive(place: 'source' | 'dead', max: number, visibilityTimeout: number): void {
    const queue = this.queue(place);
    queue.advance(this.now);
    const messages = queue.receive({ max, visibilityTimeout }, this.now) ?? [];
    same(messages.length <= max, true);
    if (this.fifo) this.checkOrder(place, messages);
    for (const message of messages) {
      const known = this.of(message.serial);
      // I2, I6 and I12: it was here, and nobody else holds it.
      same(known.place, place);
      same(this.now >= known.hiddenUntil, true);
      known.receives += 1;
      known.receiveCount += 1;
      known.receivedAt = this.now;
      known.hiddenUntil = this.now + visibilityTimeout * 1000;
      known.inFlight = true;
      same(message.receiveCount, known.receiveCount);
      this.handles.push({ place, serial: message.serial, receive: message.receiveCount });
    }
  }

  /** I11: only the latest handle deletes, on a FIFO queue only before its deadline. */
  delete(handle: Handle): void {
    const known = this.of(handle.serial);
    const outcome = this.queue(handle.place).delete(handle.serial, handle.receive, this.now);
    if (known.place !== handle.place) {
      same(outcome, 'gone');
    } else if (known.receiveCount !== handle.receive) {
      same(outcome, this.fifo ? 'expired' : 'stale');
    } else if (this.fifo && !this.isInFlight(known)) {
      same(outcome, 'expired');
    } else {
      same(outcome, 'deleted');
      known.place = 'deleted';
    }
  }

  /** I12: extends or ends the timeout, within twelve hours of the receive. */
  changeVisibility(handle: Handle, timeout: number): void {
    const known = this.of(handle.serial);
    const outcome = this.queue(handle.place).changeVisibility(handle.serial, handle.receive, timeout, this.now);
    const latest = known.place === handle.place && known.receiveCount === handle.receive;
    if (!latest || !this.isInFlight(known)) {
      same(outcome === 'changed', false);
    } else if (this.now - known.receivedAt + timeout * 1000 > 43_200_000) {
      same(outcome, 'beyond-limit');
    } else {
      same(outcome, 'changed');
      known.hiddenUntil = this.now + timeout * 1000;
    }
  }

  wait(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** I1 and I6: every message is in exactly one place, and the counters say so without any receive. */
  checkDepths(): void {
    for (const place of ['source', 'dead'] as const) {
      const depth = this.queue(place).depth(this.now);
      const expected = { visible: 0, inFlight: 0, delayed: 0 };
      for (const known of this.known.values()) {
        if (known.place !== place) continue;
        same(known.sentAt + RETENTION * 1000 > this.now, true);
        if (known.hiddenUntil <= this.now) expected.visible += 1;
        else if (known.inFlight) expected.inFlight += 1;
        else expected.delayed += 1;
      }
      same(depth.visible, expected.visible);
      same(depth.inFlight, expected.inFlight);
      same(depth.delayed, expected.delayed);
    }
  }

  /** I1: whatever is neither deleted nor expired can be received in the end. */
  drain(): void {
    const last = Math.max(0, ...[...this.known.values()].map(({ hiddenUntil }) => hiddenUntil));
    this.now = Math.max(this.now, last);
    for (const place of ['source', 'dead'] as const) {
      for (;;) {
        const before = this.handles.length;
        this.receive(place, 10, 600);
        if (this.handles.length === before) break;
        for (const handle of this.handles.slice(before)) this.delete(handle);
      }
    }
    const left = [...this.known.values()].filter(({ place }) => place === 'source' || place === 'dead');
    same(left.length, 0);
  }

  /** I10: a group's messages in their order, none while one of them is in flight with somebody else. */
  private checkOrder(place: 'source' | 'dead', messages: readonly Message[]): void {
    const groups = new Map<string, number[]>();
    for (const { serial } of messages) {
      const { group } = this.of(serial);
      groups.set(group, [...(groups.get(group) ?? []), serial]);
    }
    for (const [group, serials] of groups) {
      const waiting = [...this.known.values()].filter((known) => known.place === place && known.group === group);
      same(
        waiting.some((known) => this.isInFlight(known)),
        false,
      );
      // In the dead-letter queue the order is that of the moves.
      if (place === 'dead') continue;
      const first = waiting.sort((a, b) => a.order - b.order).slice(0, serials.length);
      same(serials.join(), first.map(({ serial }) => serial).join());
    }
  }

  private isInFlight(known: Known): boolean {
    return known.inFlight && known.hiddenUntil > this.now;
  }

  private remember(serial: number, group: string, delay: number): void {
    this.known.set(serial, {
      serial,
      group,
      order: this.known.size,
      sentAt: this.now,
      place: 'source',
      hiddenUntil: this.now + delay * 1000,
      inFlight: false,
      receives: 0,
      receiveCount: 0,
      receivedAt: 0,
    });
  }

  private queue(place: 'source' | 'dead'): Queue {
    return place === 'source' ? this.source : this.dead;
  }

  private of(serial: number): Known {
    const known = this.known.get(serial);
    if (known === undefined) throw new Error(`Nobody sent the message ${serial}.`);
    return known;
  }
}

/** Millions of comparisons: jest's own would take most of the time. */
function same(actual: unknown, expected: unknown): void {
  if (actual !== expected) expect(actual).toBe(expected);
}
