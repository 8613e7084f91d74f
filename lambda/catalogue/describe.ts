import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { finalMediaType, formatOf, textKindOf } from './media-type';
import { createRecordCounter } from './records/record-counter';
import { TextCheck } from './text-check';

/** The media type that the first bytes of a file give away, if any. */
export type DetectFormat = (sample: Uint8Array) => Promise<string | undefined>;

export interface DescribeProps {
  readonly key: string;
  readonly content: Readable;
  readonly detectFormat: DetectFormat;
}

export interface Description {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly records?: number;
}

/** How much of a file is looked at to tell its format. */
const SAMPLE_BYTES = 65_536;

/**
 * Reads a file once, from front to back, and holds no more of it than it must.
 * @throws UncountableError when the file is not what its name says
 */
export async function describe({ key, content, detectFormat }: DescribeProps): Promise<Description> {
  const hash = createHash('sha256');
  const text = new TextCheck();
  let bytes = 0;
  const chunks = content[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const { sample, ended } = await readSample(chunks);
  const format = formatOf(sample, await detectFormat(sample));
  const counter = format === undefined ? createRecordCounter(textKindOf(key), sample) : undefined;
  try {
    for (let chunk = sample; ; ) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      text.write(chunk);
      await counter?.write(chunk);
      const next = ended ? undefined : await chunks.next();
      if (next === undefined || next.done) {
        break;
      }
      chunk = next.value;
    }
    return {
      bytes,
      sha256: hash.digest('hex'),
      mediaType: finalMediaType({ key, format, bytes, isText: text.end() }),
      ...(counter === undefined ? {} : { records: await counter.end() }),
    };
  } finally {
    content.destroy();
  }
}

async function readSample(
  chunks: AsyncIterator<Uint8Array>,
): Promise<{ readonly sample: Uint8Array; readonly ended: boolean }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < SAMPLE_BYTES) {
    const next = await chunks.next();
    if (next.done) {
      return { sample: Buffer.concat(parts), ended: true };
    }
    parts.push(next.value);
    size += next.value.byteLength;
  }
  return { sample: Buffer.concat(parts), ended: false };
}
