import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ObjectStorage } from '../../../local/services/s3/storage';

let directory: string;
let storage: ObjectStorage;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'storage-'));
  storage = new ObjectStorage(directory);
});
afterEach(() => rmSync(directory, { recursive: true }));

const files = () => (existsSync(join(directory, 'objects')) ? readdirSync(join(directory, 'objects')) : []);
const source = (...parts: string[]) => Readable.from(parts.map(Buffer.from), { objectMode: false });

async function text(content: Buffer | Readable): Promise<string> {
  return Buffer.isBuffer(content) ? content.toString() : Buffer.concat(await content.toArray()).toString();
}

test('a body that breaks off leaves no file', async () => {
  async function* broken() {
    yield Buffer.alloc(100_000);
    throw new Error('connection reset');
  }
  await expect(storage.write(Readable.from(broken(), { objectMode: false }), () => {})).rejects.toThrow(
    'connection reset',
  );
  expect(files()).toEqual([]);
});

test('the source of a body stays open when storing fails, because the answer goes out on the same connection', async () => {
  const body = source('a', 'b');
  const refuse = () => {
    throw new Error('refused');
  };
  await expect(storage.write(body, refuse)).rejects.toThrow('refused');
  expect(body.destroyed).toBe(false);
});

test('content of several pieces, in memory and on disk, is read as one', async () => {
  const large = 'x'.repeat(70_000);
  const content = [];
  for (const piece of ['small ', large, '', ' end']) content.push(await storage.write(source(piece), () => {}));
  expect(await text(storage.read(content))).toBe(`small ${large} end`);
  expect(await text(storage.read(content, { start: 4, end: 7 }))).toBe('l xx');
  const last = 6 + large.length;
  expect(await text(storage.read(content, { start: last - 1, end: last + 3 }))).toBe('x end');
  expect(await text(storage.read([]))).toBe('');
});

test('bytes with two users stay until both are done', async () => {
  const blob = await storage.write(source('x'.repeat(70_000)), () => {});
  storage.retain([blob]);
  await storage.release([blob]);
  expect(files().length).toBe(1);
  await storage.release([blob]);
  expect(files()).toEqual([]);
});
