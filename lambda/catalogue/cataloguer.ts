import { ack, compareSequencers, DUPLICATE, type Message, type Outcome, type S3ObjectEvent } from '../../consumer';
import { type DetectFormat, describe } from './describe';
import type { ObjectStore } from './object-store';

export interface CataloguerProps {
  readonly store: ObjectStore;
  readonly detectFormat: DetectFormat;
  readonly now: () => Date;
}

/** How often a document is written anew because another invocation wrote one for the same key. */
const MAX_WRITES = 3;

/** What happens to one event: its object is described, and the catalogue gets the document. */
export function cataloguer({ store, detectFormat, now }: CataloguerProps) {
  return async (event: S3ObjectEvent, { signal }: Pick<Message, 'signal'>): Promise<Outcome> => {
    if (!event.eventName.startsWith('ObjectCreated:')) {
      return ack(`${event.eventName} ignored`);
    }
    let before = await store.find(event.key, signal);
    if (isCovered(event, before)) {
      return ack(DUPLICATE);
    }
    const object = await store.open(event, signal);
    if (object === undefined) {
      return ack('object is gone');
    }
    if (event.eTag !== undefined && object.eTag !== undefined && object.eTag !== event.eTag) {
      object.content.destroy();
      // The newer content has an event of its own.
      return ack('object was overwritten');
    }
    const description = await describe({ key: event.key, content: object.content, detectFormat });
    const document = {
      key: event.key,
      bucket: event.bucket,
      ...description,
      eTag: event.eTag ?? object.eTag,
      sequencer: event.sequencer,
      cataloguedAt: now().toISOString(),
    };
    for (let writes = 1; writes <= MAX_WRITES; writes += 1) {
      if (await store.write(document, before, signal)) {
        return ack();
      }
      before = await store.find(event.key, signal);
      if (isCovered(event, before)) {
        return ack(DUPLICATE);
      }
    }
    throw new Error(`The document of ${event.key} was written by others ${MAX_WRITES} times in a row.`);
  };
}

/** Whether the catalogue holds this event's document or that of a later one: events come twice and out of order. */
function isCovered(event: S3ObjectEvent, stored: { readonly sequencer?: string } | undefined): boolean {
  return stored?.sequencer !== undefined && compareSequencers(stored.sequencer, event.sequencer) >= 0;
}
