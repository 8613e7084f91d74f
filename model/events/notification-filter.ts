import { coversEvent } from './s3-event-type';

/** Which events of which keys: what two notifications of one bucket may not share. */
export interface NotificationFilter {
  readonly event: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Whether one event of one object could go to both, which S3 refuses: the events meet, and both the prefixes and
 * the suffixes do. "Configuring event notifications using object key name filtering", Amazon S3 User Guide.
 */
export function overlap(a: NotificationFilter, b: NotificationFilter): boolean {
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const suffixes = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  return prefixes && suffixes && (covers(a.event, b.event) || covers(b.event, a.event));
}

function covers(configured: string, other: string): boolean {
  return configured === other || coversEvent(configured, other.replace(/^s3:/, ''));
}
