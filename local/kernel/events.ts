/** Something that happened in the cloud. `type` is `<service>.<what>`, for example `sqs.received`. */
export interface CloudEvent {
  /** Position in the stream, from 1. */
  readonly seq: number;
  /** The kernel's time, in milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An event's own fields; those that every event has are not theirs to set. */
export type EventFields = Readonly<Record<string, unknown>> & {
  readonly seq?: never;
  readonly at?: never;
  readonly type?: never;
};

export type EventListener = (event: CloudEvent) => void;

/** The stream that metrics, the board and the tests read. */
export class EventStream {
  private readonly listeners = new Set<EventListener>();
  private seq = 0;

  constructor(private readonly now: () => number) {}

  /** False when nobody listens, so that hot paths need not build the fields. */
  get observed(): boolean {
    return this.listeners.size > 0;
  }

  emit(type: string, fields: EventFields): void {
    this.seq += 1;
    if (this.listeners.size === 0) return;
    const event: CloudEvent = { seq: this.seq, at: this.now(), type, ...fields };
    for (const listener of this.listeners) listener(event);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
