/** An event as it travels on a bus and as a rule sends it. "AWS service event metadata", Amazon EventBridge User Guide. */
export interface EventBridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  /** Who put the event on the bus, or whose resource a service tells of. */
  readonly account: string;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

export interface EventBridgeEventProps {
  readonly id: string;
  readonly detailType: string;
  readonly source: string;
  readonly account: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly region: string;
  readonly resources?: readonly string[];
  readonly detail: object;
}

export function eventBridgeEvent(props: EventBridgeEventProps): EventBridgeEvent {
  return {
    version: '0',
    id: props.id,
    'detail-type': props.detailType,
    source: props.source,
    account: props.account,
    time: wholeSeconds(props.time),
    region: props.region,
    resources: props.resources ?? [],
    detail: props.detail,
  };
}

/** `2026-01-01T00:00:00Z` */
export function wholeSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
