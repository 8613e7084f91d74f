import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../aws-error';

/** A body whose last chunk is followed by headers, such as the checksum that the SDK computes while it sends. */
export interface Trailers {
  /** Names in lower case. Complete when the stream has ended. */
  readonly trailers: ReadonlyMap<string, string>;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** "Only the last chunk is allowed to have a size less than 8192 bytes": S3 refuses a smaller one. */
const SMALLEST_CHUNK = 8_192;
/** A chunk's header is a hexadecimal size and a signature; a trailer is a name and a checksum. */
const LONGEST_LINE = 8_192;

/**
 * Decodes the `aws-chunked` content encoding, signed or not, with or without trailers:
 * `SIZE[;chunk-signature=...]\r\n DATA \r\n ... 0[;...]\r\n NAME:VALUE\r\n ... \r\n`.
 * Signatures are not verified: the local cloud takes a caller's access key as its identity.
 */
export class AwsChunkedDecoder extends Transform implements Trailers {
  readonly trailers = new Map<string, string>();
  private state: 'header' | 'data' | 'data-end' | 'trailer' = 'header';
  private line: Buffer[] = [];
  private lineLength = 0;
  private remaining = 0;
  private chunks = 0;
  private chunkSize = SMALLEST_CHUNK;
  private decoded = 0;

  constructor(private readonly decodedLength: number | undefined) {
    super();
  }

  override _transform(part: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      for (let rest = part; rest.length > 0; ) rest = this.consume(rest);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    // A trailer part may lack its last line end.
    if (this.state === 'trailer' && this.lineLength > 0) this.readTrailer(this.endLine());
    const complete =
      this.state === 'trailer' && (this.decodedLength === undefined || this.decodedLength === this.decoded);
    done(complete ? null : new AwsError('IncompleteBody', 'The request body terminated unexpectedly'));
  }

  /** Consumes what belongs to the current state, returns the rest. */
  private consume(part: Buffer): Buffer {
    if (this.state === 'data') {
      const data = part.subarray(0, this.remaining);
      this.remaining -= data.length;
      this.decoded += data.length;
      if (this.remaining === 0) this.state = 'data-end';
      this.push(data);
      return part.subarray(data.length);
    }
    const end = part.indexOf(0x0a);
    const piece = end < 0 ? part : part.subarray(0, end);
    this.line.push(piece);
    this.lineLength += piece.length;
    if (this.lineLength > LONGEST_LINE) throw malformed('a chunk header is too long');
    if (end >= 0) this.readLine(this.endLine());
    return end < 0 ? part.subarray(part.length) : part.subarray(end + 1);
  }

  private endLine(): string {
    const text = Buffer.concat(this.line).toString('utf8').replace(/\r$/, '');
    this.line = [];
    this.lineLength = 0;
    return text;
  }

  private readLine(line: string): void {
    if (this.state === 'trailer') {
      this.readTrailer(line);
    } else if (this.state === 'data-end') {
      if (line !== '') throw malformed('a chunk is longer than its header says');
      this.state = 'header';
    } else {
      this.readHeader(line);
    }
  }

  private readHeader(line: string): void {
    const size = /^([0-9a-f]{1,12})\s*(;.*)?$/i.exec(line)?.[1];
    if (size === undefined) throw malformed(`'${line.slice(0, 40)}' is no chunk header`);
    this.remaining = Number.parseInt(size, 16);
    if (this.remaining === 0) {
      this.state = 'trailer';
      return;
    }
    if (this.chunkSize < SMALLEST_CHUNK) {
      throw new AwsError(
        'InvalidChunkSizeError',
        `Only the last chunk is allowed to have a size less than ${SMALLEST_CHUNK} bytes`,
        { status: 403, fields: { Chunk: String(this.chunks), BadChunkSize: String(this.chunkSize) } },
      );
    }
    this.chunks += 1;
    this.chunkSize = this.remaining;
    this.state = 'data';
  }

  private readTrailer(line: string): void {
    const colon = line.indexOf(':');
    if (colon > 0) this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

/**
 * The payload of an `aws-chunked` request. An error of the source, such as a caller that hangs up, reaches the reader;
 * an error of the decoder leaves the source alone, because the answer goes out on the same connection.
 */
export function decodeAwsChunked(source: Readable, headers: Headers): AwsChunkedDecoder {
  const length = headers['x-amz-decoded-content-length'];
  const decoder = new AwsChunkedDecoder(length === undefined ? undefined : Number(length));
  source.once('error', (error) => decoder.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded)
      decoder.destroy(new AwsError('IncompleteBody', 'The request body terminated unexpectedly'));
  });
  decoder.once('error', () => {
    source.unpipe(decoder);
    source.resume();
  });
  return source.pipe(decoder);
}

function malformed(why: string): AwsError {
  return new AwsError('InvalidRequest', `The aws-chunked body could not be read: ${why}.`);
}
