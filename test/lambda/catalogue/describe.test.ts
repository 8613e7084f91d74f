import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { bundle } from './bundle';
import type * as Catalogue from './bundle-entry';
import { GIF, JPEG_START, PDF, PNG, ZIP } from './files';

const bundled = bundle(join(__dirname, 'bundle-entry.ts'));
const catalogue: typeof Catalogue = require(bundled.file);
afterAll(() => bundled.remove());

/** Describes a file that arrives in pieces of `pieceBytes`. */
function describeFile(key: string, content: string | Uint8Array, pieceBytes = 65_536) {
  const bytes = Buffer.from(content);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, n) =>
    bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes),
  );
  return catalogue.describe({ key, content: Readable.from(pieces), detectFormat: catalogue.detectFormat });
}

describe('bytes and digest', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 300_000])('of a file of %i bytes are its own', async (size) => {
    const content = Buffer.from(Array.from({ length: size }, (_, n) => (n * 31) % 256));

    await expect(describeFile('x.bin', content, 16_384)).resolves.toMatchObject({
      bytes: size,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  });
});

describe('the media type', () => {
  test.each([
    ['a.png', PNG, 'image/png'],
    ['a.gif', GIF, 'image/gif'],
    ['a.pdf', PDF, 'application/pdf'],
    ['a.zip', ZIP, 'application/zip'],
    ['a.jpg', JPEG_START, 'image/jpeg'],
    ['png.txt', PNG, 'image/png'],
    ['png.csv', PNG, 'image/png'],
    ['pdf.json', PDF, 'application/pdf'],
    ['no-extension', ZIP, 'application/zip'],
    ['a.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['a.xml', '<?xml version="1.0"?><a/>', 'application/xml'],
    ['a.md', '# Grüße', 'text/markdown'],
    ['a.txt', 'Grüße', 'text/plain'],
    ['a.unknown', 'Grüße', 'text/plain'],
    ['README', 'hello', 'text/plain'],
    ['A.CSV', 'a,b\n', 'text/csv'],
    ['a.json', '{}', 'application/json'],
    ['a.jsonl', '{}\n', 'application/jsonl'],
    ['latin1.txt', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'application/octet-stream'],
    ['utf16.txt', Buffer.from('\ufeffGrüße', 'utf16le'), 'text/plain'],
    ['zeros', Buffer.alloc(100), 'application/octet-stream'],
    ['empty.txt', '', 'text/plain'],
    ['empty', '', 'application/octet-stream'],
  ])('of %s comes from its content', async (key, content, mediaType) => {
    await expect(describeFile(key, content)).resolves.toMatchObject({ mediaType });
  });

  test.each([
    'BMI,weight\n22,80\n',
    'MZ,1\n',
    'ID3,name\n1,x\n',
    'GIFT,price\nx,1\n',
    'MAC address,name\n1,x\n',
    '070707,1\n1,2\n',
  ])('of text that begins like a binary format is still text: %j', async (content) => {
    await expect(describeFile('a.csv', content)).resolves.toMatchObject({ mediaType: 'text/csv' });
  });

  test('of a file is not fooled by a character that is cut in two', async () => {
    await expect(describeFile('a.txt', 'ü'.repeat(100_000), 65_535)).resolves.toMatchObject({
      mediaType: 'text/plain',
    });
  });
});

describe('records of CSV', () => {
  test.each([
    ['', 0],
    ['\n\n', 0],
    // The first row is a header, where it could be one.
    ['a,b\n', 0],
    ['a,b\n1,2\n3,4', 2],
    ['a,b\r\n1,2\r\n', 1],
    ['a,b\r1,2\r', 1],
    ['a,b\r\n1,2\n3,4\r\n', 2],
    ['\ufeffa,b\n1,2\n', 1],
    ['a;b\n1,5;2\n', 1],
    ['a\tb\n1\t2\n', 1],
    ['a,b\n"line 1\nline 2","say ""hi"", twice"\n', 1],
    ['a,b\n\n1,2\n\n', 1],
    ['one\ntwo\n', 1],
    ['name,size\nscreen,5" wide\n', 1],
    ['Stra\u00dfe,Ort\n1,2\n', 1],
    // A number, a date, an empty cell or a repeat names no column.
    ['1,2\n3,4\n', 2],
    ['Anna,1990-01-01\nBert,1991-02-02\n', 2],
    ['a,\n1,2\n', 2],
    ['a,a\nb,b\n', 2],
    ['-5,x\n', 1],
  ])('%j has %i', async (content, records) => {
    for (const pieceBytes of [1, 3, 65_536]) {
      await expect(describeFile('a.csv', content, pieceBytes)).resolves.toMatchObject({
        mediaType: 'text/csv',
        records,
      });
    }
  });

  test('are counted in Latin-1 and UTF-16, too', async () => {
    await expect(describeFile('a.csv', Buffer.from('a,\xfc\n1,2\n', 'latin1'))).resolves.toMatchObject({ records: 1 });
    await expect(describeFile('a.csv', Buffer.from('\ufeffa\tü\r\n1\t2\r\n', 'utf16le'), 3)).resolves.toMatchObject({
      records: 1,
    });
  });

  test.each([
    ['a,b,c\n1,2,3\n4,5\n', 'CSV rows differ in length: row 3 (line 3) has 2 fields, row 1 has 3'],
    ['a,b\n\n\n1,2,3\n', 'CSV rows differ in length: row 2 (line 4) has 3 fields, row 1 has 2'],
    ['a,b\n1,"open\n2,3\n', /^CSV does not parse: Quote Not Closed/],
    ['a,b\n1,\u00002\n', 'CSV is text, and byte 6 is 0x00, which no text has'],
  ])('%j cannot be counted', async (content, reason) => {
    await expect(describeFile('a.csv', content)).rejects.toThrow(reason);
  });

  test('a quote that is never closed does not fill the memory', async () => {
    await expect(describeFile('a.csv', `a,b\n"${'x,y\n'.repeat(1_200_000)}`)).rejects.toThrow(
      /a quote may not be closed/,
    );
  });
});

describe('records of JSON', () => {
  test.each([
    ['[]', 0],
    ['[1]', 1],
    ['[1,"two",[3,4],{"five":[5]},null,true]', 6],
    ['{"a":[1,2,3]}', 1],
    ['{}', 1],
    ['"text"', 1],
    ['-1.5e3', 1],
    ['null', 1],
    [' \n[ 1 , 2 ]\n ', 2],
    ['\ufeff[1,2]', 2],
    ['["\\u00fc \\"quoted\\"", "ü🚀"]', 2],
    [`[${'['.repeat(500)}${']'.repeat(500)}]`, 1],
  ])('%j has %i', async (content, records) => {
    for (const pieceBytes of [1, 3, 65_536]) {
      await expect(describeFile('a.json', content, pieceBytes)).resolves.toMatchObject({
        mediaType: 'application/json',
        records,
      });
    }
  });

  test.each([
    ['', 'JSON does not parse at byte 0 (line 1): it holds no value'],
    ['  \n', 'JSON does not parse at byte 3 (line 2): it holds no value'],
    ['{"a":1,\n"b":}', 'JSON does not parse at byte 12 (line 2): unexpected "}"'],
    ['[1,\n2,\n]', 'JSON does not parse at byte 7 (line 3): unexpected "]"'],
    ['[1 2]', 'JSON does not parse at byte 3 (line 1): unexpected 2'],
    ['[1,2', 'JSON does not parse at byte 4 (line 1): it ends before its value is complete'],
    ['"open', 'JSON does not parse at byte 5 (line 1): it ends before its value is complete'],
    ["{'a':1}", 'JSON does not parse at byte 1 (line 1): unexpected "\'"'],
    ['[1]\n[2]', 'JSON does not parse at byte 4 (line 2): unexpected "["'],
    ['[01]', 'JSON does not parse at byte 2 (line 1): unexpected 1'],
    ['[NaN]', 'JSON does not parse at byte 1 (line 1): unexpected "N"'],
    ['hello', 'JSON does not parse at byte 0 (line 1): unexpected "h"'],
    ['\u0000\u0000', 'JSON does not parse at byte 0 (line 1): unexpected "\\u0000"'],
  ])('%j does not parse', async (content, reason) => {
    for (const pieceBytes of [1, 65_536]) {
      await expect(describeFile('a.json', content, pieceBytes)).rejects.toThrow(reason);
    }
  });

  test.each([1, 65_536])('a string that is not UTF-8 does not parse, in pieces of %i', async (pieceBytes) => {
    await expect(describeFile('a.json', Buffer.from('["\xff", 1]', 'latin1'), pieceBytes)).rejects.toThrow(
      /^JSON does not parse at byte /,
    );
  });

  test('more than ten thousand levels do not parse', async () => {
    await expect(describeFile('a.json', '['.repeat(20_000))).rejects.toThrow(/more than 10000 levels/);
  });
});

describe('records of JSON Lines', () => {
  test.each([
    ['', 0],
    ['\n \n', 0],
    ['{"a":1}\n{"b":2}\n', 2],
    ['{"a":1}\r\n\r\n[2]\r\n3', 3],
    ['\ufeff{"a":"ü"}\n', 1],
  ])('%j has %i', async (content, records) => {
    for (const pieceBytes of [1, 65_536]) {
      await expect(describeFile('a.jsonl', content, pieceBytes)).resolves.toMatchObject({ records });
    }
  });

  test('lines of several megabytes are counted', async () => {
    const line = JSON.stringify({ text: 'x'.repeat(3_000_000) });

    await expect(describeFile('a.ndjson', `${line}\n{}\n${line}\n`)).resolves.toMatchObject({
      mediaType: 'application/x-ndjson',
      records: 3,
    });
  });

  test.each([
    ['{"a":1}\n{"a":\n', /^JSON Lines: line 2 does not parse: /],
    ['{"a":1}{"b":2}\n', /^JSON Lines: line 1 does not parse: /],
    [`\n\n["${'x'.repeat(2_000_000)}"\n`, /^JSON Lines: line 3 does not parse: JSON does not parse at byte 2000003/],
  ])('a line that does not parse is named', async (content, reason) => {
    await expect(describeFile('a.jsonl', content)).rejects.toThrow(reason);
  });
});
