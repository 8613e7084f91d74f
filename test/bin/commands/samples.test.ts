import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { CatalogueDocument } from '../../../lambda/catalogue/document';
import { type Ended, root, Workplace } from './command';

const samples = join(root, 'samples');
const keys = readdirSync(samples, { recursive: true, encoding: 'utf8' })
  .filter((name) => statSync(join(samples, name)).isFile())
  .map((name) => name.split(sep).join('/'))
  .sort();

/** What a person would say that each file is, and how many records it has. */
const catalogued: Readonly<Record<string, readonly [mediaType: string, records?: number]>> = {
  'A letter from a customer who put the whole story into the name of the file, from the missing pencil to the rain on the way to the shop, and then had no more than one line left to say in the letter.txt':
    ['text/plain'],
  'customers/Grüße an Jürgen.txt': ['text/plain'],
  'customers/anna+paper@example.com.vcf': ['text/vcard'],
  'customers/customers.json': ['application/json', 10],
  'customers/survey 100% done.csv': ['text/csv', 3],
  'customers/team 📬/thanks 🎉.md': ['text/markdown'],
  'customers/张伟/留言.txt': ['text/plain'],
  empty: ['application/octet-stream'],
  'invoices/2026/0001.pdf': ['application/pdf'],
  'invoices/2026/0002.html': ['text/html'],
  'invoices/2026/reminder.rtf': ['application/rtf'],
  'invoices/totals.sql': ['application/sql'],
  'orders/2026-01 notes, with line breaks.csv': ['text/csv', 7],
  'orders/2026-01.csv': ['text/csv', 60],
  'orders/2026-02 (Semikolon).csv': ['text/csv', 45],
  'orders/2026-03.csv': ['text/csv', 0],
  'orders/Für die Buchhaltung.csv': ['text/csv', 20],
  'orders/archive/2025 Q4.zip': ['application/zip'],
  'orders/archive/2025-12.csv.gz': ['application/gzip'],
  'orders/archive/papers.tar': ['application/x-tar'],
  'orders/by-sku.tsv': ['text/tab-separated-values'],
  'orders/carts.ndjson': ['application/x-ndjson', 12],
  'orders/events.jsonl': ['application/jsonl', 80],
  'orders/returns.csv': ['text/csv', 14],
  'photos/barcode.csv': ['image/png'],
  'photos/fountain pen.webp': ['image/webp'],
  'photos/gift wrap 🎁.png': ['image/png'],
  'photos/ink.jpg': ['image/jpeg'],
  'photos/logo.svg': ['image/svg+xml'],
  'photos/not taken yet.txt': ['text/plain'],
  'photos/notebook.png': ['image/png'],
  'photos/paper boat.gif': ['image/gif'],
  'products/A5 & A6 #notebooks.md': ['text/markdown'],
  'products/feed.xml': ['application/xml'],
  'products/ink/colours=blue+green;50ml.csv': ['text/csv', 2],
  'products/paper sizes.json': ['application/json', 1],
  'products/price list.json': ['application/json', 1],
  'products/shelves.yaml': ['application/yaml'],
  'products/skus.json': ['application/json', 12],
  'products/stock count.json': ['application/json', 1],
  'products/stock.xlsx': ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  'shop.sqlite': ['application/x-sqlite3'],
  'to do': ['text/plain'],
  'website/door bell.wav': ['audio/wav'],
  'website/favicon.ico': ['image/x-icon'],
  'website/index.html': ['text/html'],
  'website/open.mjs': ['text/javascript'],
  'website/opening hours.ics': ['text/calendar'],
  'website/price.wasm': ['application/wasm'],
  'website/robots.txt': ['text/plain'],
  'website/settings.toml': ['application/toml'],
  'website/style.css': ['text/css'],
};

const deadLettered: Readonly<Record<string, string>> = {
  'broken/cut off.json': 'JSON does not parse at byte 301 (line 23): it ends before its value is complete',
  'broken/nothing in it.json': 'JSON does not parse at byte 0 (line 1): it holds no value',
  'broken/one bad line.jsonl': 'JSON Lines: line 4 does not parse',
  'broken/price with comma.csv': 'CSV rows differ in length: row 3 (line 3) has 4 fields, row 1 has 3',
  'broken/rows differ.csv': 'CSV rows differ in length: row 3 (line 3) has 4 fields, row 1 has 3',
  'broken/single quotes.json': 'JSON does not parse at byte 2 (line 1): unexpected',
  'broken/zero byte.csv': 'CSV is text, and byte 30 is 0x00, which no text has',
};

describe("'npm start -- --once --out FILE', with ignore-scripts", () => {
  const workplace = new Workplace();
  let ended: Ended;
  let documents: readonly CatalogueDocument[];

  beforeAll(async () => {
    const out = workplace.path('catalogue.jsonl');
    const npm = workplace.run('npm', ['start', '--', '--once', '--out', out], {
      cwd: root,
      env: { npm_config_ignore_scripts: 'true' },
    });
    ended = await npm.ended;
    documents = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }, 60_000);
  afterAll(() => workplace.remove());

  test('ends with exit code 0 and leaves nothing behind', () => {
    expect(ended.code).toBe(0);
    expect(workplace.leftovers()).toEqual([]);
  });

  test('writes one line for each file that is not broken, with the bytes and the digest of the file on disk', () => {
    const onDisk = keys
      .filter((key) => deadLettered[key] === undefined)
      .map((key) => {
        const content = readFileSync(join(samples, key));
        return { key, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
      });
    expect(documents.map(({ key, bytes, sha256 }) => ({ key, bytes, sha256 }))).toEqual(onDisk);
  });

  test('says of each file what it is and how many records it has', () => {
    const found = documents.map(({ key, mediaType, records }) => [
      key,
      records === undefined ? [mediaType] : [mediaType, records],
    ]);
    expect(Object.fromEntries(found)).toEqual(catalogued);
  });

  test.each(Object.entries(deadLettered))('names %s as dead-lettered, and says why', (key, reason) => {
    const lines = ended.stdout.split('\n');
    expect(lines[lines.indexOf(`  ${key}`) + 1]).toContain(`      ${reason}`);
  });

  test('sums up what is where', () => {
    const [files, broken] = [keys.length, Object.keys(deadLettered).length];
    expect(keys).toEqual([...Object.keys(catalogued), ...Object.keys(deadLettered)].sort());
    expect(ended.stdout).toMatch(new RegExp(`^ {2}files +${files} files$`, 'm'));
    expect(ended.stdout).toMatch(new RegExp(`^ {2}catalogued +${files - broken} documents$`, 'm'));
    expect(ended.stdout).toMatch(new RegExp(`^ {2}dead-lettered +${broken} messages$`, 'm'));
    expect(ended.stdout).toMatch(/^ {2}work queue +0 visible, 0 in flight, 0 delayed$/m);
    expect(ended.stdout).toMatch(new RegExp(`^ {2}dead-letter queue +${broken} visible, 0 in flight, 0 delayed$`, 'm'));
  });

  test('shows no colours and no long lines where there is no terminal, and nothing of the tools beneath', () => {
    expect(`${ended.stdout}${ended.stderr}`).not.toContain('\u001b');
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/Bundling asset|NodeVersionSupport|Warning:/);
    const own = ended.stdout.split('\n').filter((line) => !line.includes(workplace.directory));
    expect(own.filter((line) => line.length > 110)).toEqual([]);
  });
});

test('every broken sample is explained in docs/samples.md', () => {
  const text = readFileSync(join(root, 'docs', 'samples.md'), 'utf8');
  for (const key of Object.keys(deadLettered)) expect(text).toContain(key.slice('broken/'.length));
});
