import { Readable } from 'node:stream';
import { bucketEvents, consume, type S3ObjectEvent } from '../../../consumer';
import {
  InMemoryPort,
  invoke,
  MemoryLogger,
  type S3EventOptions,
  s3EventBody,
  sqsEvent,
} from '../../../consumer/testing';
import { cataloguer } from '../../../lambda/catalogue/cataloguer';
import { type CatalogueDocument, documentKey } from '../../../lambda/catalogue/document';
import { catalogueBucketOf } from '../../../lambda/catalogue/environment';
import type { ObjectStore, StoredDocument } from '../../../lambda/catalogue/object-store';

/** Buckets in memory. `meanwhile` runs before each write: another invocation at the worst moment. */
class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, { readonly content: string; readonly eTag: string }>();
  readonly documents = new Map<string, CatalogueDocument>();
  opened = 0;
  meanwhile: () => void = () => undefined;
  private readonly versions = new Map<string, number>();

  async open(event: S3ObjectEvent) {
    this.opened += 1;
    const object = this.objects.get(event.key);
    return object && { eTag: object.eTag, content: Readable.from([Buffer.from(object.content)]) };
  }

  async find(objectKey: string): Promise<StoredDocument | undefined> {
    const document = this.documents.get(documentKey(objectKey));
    return document && { sequencer: document.sequencer, eTag: this.versionOf(objectKey) };
  }

  async write(document: CatalogueDocument, before: StoredDocument | undefined): Promise<boolean> {
    this.meanwhile();
    const stored = this.documents.has(documentKey(document.key)) ? this.versionOf(document.key) : undefined;
    if (stored !== before?.eTag) {
      return false;
    }
    this.put(document);
    return true;
  }

  put(document: CatalogueDocument): void {
    this.documents.set(documentKey(document.key), document);
    this.versions.set(document.key, (this.versions.get(document.key) ?? 0) + 1);
  }

  private versionOf(key: string): string {
    return `"${this.versions.get(key) ?? 0}"`;
  }
}

function setUp() {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const store = new MemoryStore();
  const process = cataloguer({
    store,
    detectFormat: async () => undefined,
    now: () => new Date(port.clock.now()),
  });
  const handler = consume({ port, logger, envelope: bucketEvents(), process });
  const notify = (...events: readonly S3EventOptions[]) =>
    invoke(handler, sqsEvent(events.map((event) => s3EventBody(event))), { clock: port.clock });
  return { logger, store, notify };
}

const document = (overrides: Partial<CatalogueDocument>): CatalogueDocument => ({
  key: 'a.csv',
  bucket: 'uploads',
  bytes: 0,
  sha256: '',
  mediaType: 'text/csv',
  sequencer: '01',
  cataloguedAt: '2030-01-01T00:00:00.000Z',
  ...overrides,
});

describe('an object that was created', () => {
  test('gets a document with all that is known about it', async () => {
    const { store, notify } = setUp();
    store.objects.set('Ordner/ä + b%.csv', { content: 'a,b\n1,2\n', eTag: 'e1' });

    const response = await notify({ key: 'Ordner/ä + b%.csv', eTag: 'e1', sequencer: '0A' });

    expect(response.batchItemFailures).toEqual([]);
    expect(store.documents.get('Ordner/ä + b%.csv.json')).toEqual({
      key: 'Ordner/ä + b%.csv',
      bucket: 'uploads',
      bytes: 8,
      sha256: '492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470',
      mediaType: 'text/csv',
      records: 1,
      eTag: 'e1',
      sequencer: '0A',
      cataloguedAt: '2030-01-01T00:00:00.000Z',
    });
  });

  test('has no record count when it has no records', async () => {
    const { store, notify } = setUp();
    store.objects.set('a.txt', { content: 'hello', eTag: 'e1' });

    await notify({ key: 'a.txt' });

    expect(JSON.parse(JSON.stringify(store.documents.get('a.txt.json')))).not.toHaveProperty('records');
  });

  test('that cannot be catalogued fails with the reason under its message id, to be retried', async () => {
    const { logger, store, notify } = setUp();
    store.objects.set('a.csv', { content: 'a,b\n1\n', eTag: 'e1' });

    const response = await notify({ key: 'a.csv' });

    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }]);
    expect(logger.outcomes[0]).toMatchObject({
      messageId: 'message-1',
      outcome: 'retry',
      reason: 'CSV rows differ in length: row 2 (line 2) has 1 field, row 1 has 2',
    });
    expect(store.documents.size).toBe(0);
  });
});

describe('an event', () => {
  test.each(['0A', '0B', '0A00'])(
    'whose document is there with sequencer %s is a duplicate and costs no work',
    async (sequencer) => {
      const { logger, store, notify } = setUp();
      store.objects.set('a.csv', { content: 'a\n', eTag: 'e1' });
      store.put(document({ sequencer }));

      await notify({ key: 'a.csv', sequencer: '0A' });

      expect(store.opened).toBe(0);
      expect(logger.summaries[0]).toMatchObject({ completed: 1, duplicates: 1 });
    },
  );

  test('that is later than the document replaces it', async () => {
    const { store, notify } = setUp();
    store.objects.set('a.csv', { content: 'a\n', eTag: 'e1' });
    store.put(document({ sequencer: '09' }));

    await notify({ key: 'a.csv', sequencer: '0A' });

    expect(store.documents.get('a.csv.json')).toMatchObject({ sequencer: '0A', records: 0 });
  });

  test.each([
    ['earlier', '09', '0A'],
    ['later', '0B', '0B'],
  ])('meets an invocation that wrote for an %s event meanwhile: the later one stays', async (_, other, stays) => {
    const { store, notify } = setUp();
    store.objects.set('a.csv', { content: 'a\n', eTag: 'e1' });
    store.meanwhile = () => {
      store.meanwhile = () => undefined;
      store.put(document({ sequencer: other }));
    };

    const response = await notify({ key: 'a.csv', sequencer: '0A' });

    expect(response.batchItemFailures).toEqual([]);
    expect(store.documents.get('a.csv.json')).toMatchObject({ sequencer: stays });
  });

  test.each([
    ['whose object is gone', {}, 'object is gone'],
    ['of a removal', { eventName: 'ObjectRemoved:Delete' }, 'ObjectRemoved:Delete ignored'],
  ])('%s is done, with a note', async (_, options, note) => {
    const { logger, store, notify } = setUp();

    const response = await notify({ key: 'a.csv', ...options });

    expect(response.batchItemFailures).toEqual([]);
    expect(logger.outcomes[0]).toMatchObject({ outcome: 'ack', note });
    expect(store.documents.size).toBe(0);
  });

  test('whose object was overwritten is left to the newer event', async () => {
    const { logger, store, notify } = setUp();
    store.objects.set('a.csv', { content: 'new\n', eTag: 'new' });

    await notify({ key: 'a.csv', eTag: 'old' });

    expect(logger.outcomes[0]).toMatchObject({ outcome: 'ack', note: 'object was overwritten' });
    expect(store.documents.size).toBe(0);
  });
});

describe('a document’s key', () => {
  test('is the object’s with .json, as long as S3 takes it', () => {
    expect(documentKey('a/b.csv')).toBe('a/b.csv.json');
    expect(documentKey('x'.repeat(1_019))).toBe(`${'x'.repeat(1_019)}.json`);
  });

  test('is a digest where it would have more than 1,024 bytes', () => {
    expect(documentKey('x'.repeat(1_020))).toMatch(/^long-keys\/[0-9a-f]{64}\.json$/);
    expect(documentKey('ü'.repeat(510))).toMatch(/^long-keys\//);
    expect(documentKey('ü'.repeat(509))).toBe(`${'ü'.repeat(509)}.json`);
    expect(documentKey('x'.repeat(1_020))).not.toBe(documentKey('y'.repeat(1_020)));
  });
});

test.each([{}, { CATALOGUE_BUCKET: '' }])(
  'without a catalogue bucket the function does not start: %j',
  (environment) => {
    expect(() => catalogueBucketOf(environment)).toThrow(/^'CATALOGUE_BUCKET' must be the name of a bucket, got /);
  },
);
