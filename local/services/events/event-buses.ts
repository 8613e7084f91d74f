import { type EventBridgeEvent, eventBridgeEvent } from '../../../model/events/event-bridge-event';
import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { Delivery } from './delivery';
import type { Rules } from './rules';

/** An event that is put on a bus: what a service tells of a resource, or an entry of `PutEvents`. */
export interface PutEvent {
  readonly source: string;
  readonly detailType: string;
  /** Whose default bus gets it. */
  readonly account: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
  /** Milliseconds since 1970. @default now */
  readonly time?: number;
}

/** What services that send events see of EventBridge: they need no permission for the default bus. */
export interface EventIntake {
  receive(event: PutEvent): void;
}

/** Takes events and starts their deliveries to the targets of every rule that wants them. */
export class EventBuses implements EventIntake {
  constructor(
    private readonly kernel: Kernel,
    private readonly rules: Rules,
    private readonly delivery: Delivery,
    private readonly random: Random,
  ) {}

  /** @returns the event's id */
  receive(put: PutEvent): string {
    const { clock } = this.kernel;
    const event = eventBridgeEvent({ ...put, id: this.random.uuid(), time: put.time ?? clock.now() });
    const matching = this.rules
      .of(put)
      .filter(({ settings }) => settings.state === 'ENABLED' && settings.matches(event));
    this.tell(
      event,
      matching.map(({ name }) => name),
    );
    for (const rule of matching) {
      for (const target of rule.targets.values()) this.delivery.start(event, rule, target);
    }
    return event.id;
  }

  private tell(event: EventBridgeEvent, rules: readonly string[]): void {
    const { events } = this.kernel;
    if (!events.observed) return;
    const { id, source, account, region } = event;
    events.emit('events.received', { eventId: id, source, detailType: event['detail-type'], account, region, rules });
  }
}
