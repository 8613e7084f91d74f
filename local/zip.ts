import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** Unpacks a ZIP archive ("APPNOTE.TXT - .ZIP File Format Specification") into a folder. */
export function unzip(archive: Buffer, folder: string): void {
  const end = archive.lastIndexOf(signature(END_OF_DIRECTORY));
  if (end < 0) throw new Error('File is not a zip file.');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('The zip file’s directory is damaged.');
    const method = archive.readUInt16LE(at + 10);
    const compressed = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    // The local header has lengths of its own.
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    write(join(folder, normalize(`/${name}`)), name, archive.subarray(start, start + compressed), method);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function write(path: string, name: string, data: Buffer, method: number): void {
  if (name.endsWith('/')) {
    mkdirSync(path, { recursive: true });
    return;
  }
  if (method !== STORED && method !== DEFLATED)
    throw new Error(`${name}: compression method ${method} is not supported.`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, method === STORED ? data : inflateRawSync(data));
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
