import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** January 1st, 1980, the first day that the format knows: the same files make the same archive. */
const DATE = 0x0021;
/** A regular file that everybody may read and run: Lambda reads the code as somebody else. */
const MODE = 0o100755;
const UTF8 = 0x0800;
const DEFLATED = 8;

/** A folder's files as a ZIP archive ("APPNOTE.TXT - .ZIP File Format Specification"), as Lambda takes them. */
export function zipFolder(folder: string): Buffer {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of names) {
    const content = readFileSync(join(folder, file));
    const data = deflateRawSync(content);
    const name = Buffer.from(file.split(sep).join('/'));
    const common = fields([
      [2, UTF8],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
      [4, crc32(content)],
      [4, data.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    ]);
    const local = Buffer.concat([
      fields([
        [4, 0x04034b50],
        [2, 20],
      ]),
      common,
      name,
      data,
    ]);
    files.push(local);
    // Made on Unix (3), so that the mode counts.
    const before = fields([
      [4, 0x02014b50],
      [2, (3 << 8) | 20],
      [2, 20],
    ]);
    const after = fields([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, (MODE << 16) >>> 0],
      [4, offset],
    ]);
    directory.push(Buffer.concat([before, common, after, name]));
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = fields([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, names.length],
    [2, names.length],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
  return Buffer.concat([...files, ...directory, end]);
}

/** Numbers of 2 or 4 bytes, the least significant first. */
function fields(values: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

const CRC_TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
