import { coversEvent } from '../../../../model/events/s3-event-type';
import { invalidArgument } from './errors';
import type { BucketNotification } from './notification-configuration';

/** One object event goes to one destination at most, so no two configurations may claim the same one. */
export function requireDistinct(notifications: readonly BucketNotification[]): void {
  const ids = new Set<string>();
  for (const [index, notification] of notifications.entries()) {
    if (ids.has(notification.id)) {
      throw invalidArgument('Same ID used for multiple configurations. IDs must be unique', 'Id', notification.id);
    }
    ids.add(notification.id);
    for (const other of notifications.slice(0, index)) requireDistinctPair(other, notification);
  }
}

function requireDistinctPair(a: BucketNotification, b: BucketNotification): void {
  const shared = a.events.find((event) => b.events.some((other) => sharesEvents(event, other)));
  if (shared === undefined) return;
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const suffixes = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  if (!prefixes || !suffixes) return;
  const unfiltered = [a.prefix, a.suffix, b.prefix, b.suffix].every((value) => value === '');
  throw invalidArgument(
    unfiltered
      ? 'Configurations overlap. Configurations on the same bucket cannot share a common event type.'
      : 'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
    'Event',
    shared,
  );
}

/** Types are families (`s3:ObjectCreated:*`) or members: two share events when one covers the other. */
function sharesEvents(a: string, b: string): boolean {
  return a === b || coversEvent(a, b.replace(/^s3:/, '')) || coversEvent(b, a.replace(/^s3:/, ''));
}
