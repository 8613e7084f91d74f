import { Readable } from 'node:stream';
import { decodeAwsChunked } from '../../../local/protocols/aws-chunked';

const CRLF = '\r\n';
const signature = 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648';

function inPieces(body: Buffer, size: number): Readable {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) pieces.push(body.subarray(at, at + size));
  return Readable.from(pieces, { objectMode: false });
}

async function decode(body: Buffer | string, pieceSize = 1_000_000, decodedLength?: number) {
  const decoder = decodeAwsChunked(inPieces(Buffer.from(body), pieceSize), {
    'x-amz-decoded-content-length': decodedLength?.toString(),
  });
  const parts: Buffer[] = [];
  for await (const part of decoder) parts.push(part as Buffer);
  return { data: Buffer.concat(parts), trailers: Object.fromEntries(decoder.trailers) };
}

function chunked(chunks: readonly Buffer[], end: string, extension = ''): Buffer {
  return Buffer.concat([
    ...chunks.flatMap((data) => [Buffer.from(data.length.toString(16) + extension + CRLF), data, Buffer.from(CRLF)]),
    Buffer.from(`0${extension}${CRLF}${end}`),
  ]);
}

describe('an aws-chunked body', () => {
  const large = Buffer.alloc(70_000, 'spillway');
  const rest = Buffer.from('the last chunk may be small\r\n0\r\n');
  const all = Buffer.concat([large, rest]);

  test.each([1, 7, 4_096, 1_000_000])(
    'is decoded however the connection cuts it (pieces of %i bytes)',
    async (size) => {
      const body = chunked([large, rest], `x-amz-checksum-crc32:AAAAAA==${CRLF}${CRLF}`);
      const { data, trailers } = await decode(body, size, all.length);
      expect(data.equals(all)).toBe(true);
      expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
    },
  );

  test('may be signed chunk by chunk, trailer included', async () => {
    const end = `x-amz-checksum-sha256:abc=\n${CRLF}x-amz-trailer-signature:${signature}${CRLF}${CRLF}`;
    const { data, trailers } = await decode(chunked([large, rest], end, `;chunk-signature=${signature}`));
    expect(data.equals(all)).toBe(true);
    expect(trailers).toEqual({ 'x-amz-checksum-sha256': 'abc=', 'x-amz-trailer-signature': signature });
  });

  test('may be empty', async () => {
    expect((await decode(chunked([], CRLF), 1, 0)).data.length).toBe(0);
  });

  test.each([
    ['in the middle of a chunk', chunked([large], CRLF).subarray(0, 500)],
    ['before the last chunk', chunked([large], CRLF).subarray(0, -5)],
    ['after nothing at all', Buffer.alloc(0)],
  ])('that ends %s is an IncompleteBody', async (_where, body) => {
    await expect(decode(body)).rejects.toMatchObject({ code: 'IncompleteBody' });
  });

  test('that holds another number of bytes than announced is an IncompleteBody', async () => {
    await expect(decode(chunked([rest], CRLF), 100, rest.length + 1)).rejects.toMatchObject({ code: 'IncompleteBody' });
  });

  test('whose inner chunk is smaller than 8 KiB is refused, as S3 does', async () => {
    await expect(decode(chunked([rest, rest], CRLF))).rejects.toMatchObject({
      code: 'InvalidChunkSizeError',
      status: 403,
      fields: { Chunk: '1', BadChunkSize: String(rest.length) },
    });
  });

  test.each(['hello world\r\n', '5\r\nhello world\r\n0\r\n\r\n'])('that is none is refused: %j', async (body) => {
    await expect(decode(body)).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  test('whose sender hangs up fails in the reader', async () => {
    const source = new Readable({ read() {} });
    source.push('ffff\r\nabc');
    const decoder = decodeAwsChunked(source, {});
    const reading = decoder.toArray();
    source.destroy();
    await expect(reading).rejects.toThrow('terminated unexpectedly');
  });
});
