import fc from 'fast-check';
import { compareUtf8, KeyIndex } from '../../../local/services/s3/model/key-index';
import { listKeys } from '../../../local/services/s3/model/listing';

const key = fc.string({
  unit: fc.constantFrom('a', 'b', '/', 'ü', '\ue000', '中', '😀', '\uffff'),
  minLength: 1,
  maxLength: 6,
});

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function indexOf(keys: Iterable<string>): KeyIndex<string> {
  const index = new KeyIndex<string>();
  for (const name of keys) index.set(name, `value of ${name}`);
  return index;
}

/** The whole listing, page by page, as a client reads it. */
function pages(index: KeyIndex<string>, prefix: string, delimiter: string | undefined, limit: number) {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = listKeys(index, { prefix, delimiter, after, limit });
    expect(page.entries.length + page.commonPrefixes.length).toBeLessThanOrEqual(limit);
    keys.push(...page.entries.map((entry) => entry.key));
    prefixes.push(...page.commonPrefixes);
    if (!page.truncated) return { keys, prefixes };
    after = page.last;
  }
}

/** The same by looking at every key. */
function expected(all: readonly string[], prefix: string, delimiter: string | undefined) {
  const keys: string[] = [];
  const prefixes = new Set<string>();
  for (const name of [...new Set(all)].sort(byBytes)) {
    if (!name.startsWith(prefix)) continue;
    const end = delimiter === undefined ? -1 : name.indexOf(delimiter, prefix.length);
    if (end < 0) keys.push(name);
    else prefixes.add(name.slice(0, end + 1));
  }
  return { keys, prefixes: [...prefixes] };
}

test('keys are in the order of their UTF-8 bytes, emoji after everything else', () => {
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Math.sign(byBytes(a, b)));
    }),
  );
});

test('pages of any size hold every key and common prefix once, in order', () => {
  const delimiters = fc.constantFrom(undefined, '/', 'a');
  const prefixes = fc.constantFrom('', 'a', '/', 'ab', '中');
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 40 }),
      prefixes,
      delimiters,
      fc.integer({ min: 1, max: 7 }),
      (all, prefix, delimiter, limit) => {
        expect(pages(indexOf(all), prefix, delimiter, limit)).toEqual(expected(all, prefix, delimiter));
      },
    ),
  );
});

test('keys that come and go leave the order intact', () => {
  const operations = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3_000 })), {
    maxLength: 4_000,
    minLength: 2_000,
  });
  fc.assert(
    fc.property(operations, (steps) => {
      const index = new KeyIndex<number>();
      const reference = new Set<string>();
      for (const [add, number] of steps) {
        const name = `key ${number}`;
        if (add) {
          index.set(name, number);
          reference.add(name);
        } else {
          index.delete(name);
          reference.delete(name);
        }
      }
      expect([...index.keys()]).toEqual([...reference].sort(byBytes));
      expect(index.size).toBe(reference.size);
    }),
    { numRuns: 10 },
  );
});

test('a listing with a delimiter does not look at the keys below a common prefix', () => {
  const index = new KeyIndex<string>();
  for (let at = 0; at < 60_000; at += 1) index.set(`folder ${at % 3}/file ${at}`, '');
  let looked = 0;
  const get = index.keys.bind(index);
  index.keys = (isBefore) =>
    get((name) => {
      looked += 1;
      return isBefore?.(name) ?? false;
    });
  const { prefixes } = pages(index, '', '/', 1_000);
  expect(prefixes).toEqual(['folder 0/', 'folder 1/', 'folder 2/']);
  expect(looked).toBeLessThan(500);
});
