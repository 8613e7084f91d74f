import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ByteRange } from './model/range';

/** Up to this many bytes stay in memory: a folder of small files needs no file system. */
const MEMORY_BYTES = 65_536;
const READ_BYTES = 262_144;

/** Bytes that never change. Objects, and copies of objects, may share them. */
export type Blob = { readonly size: number; readonly bytes: Buffer } | { readonly size: number; readonly path: string };

/** Where objects' bytes are: small ones in memory, large ones in files that go with their last user. */
export class ObjectStorage {
  private readonly directory: string;
  private readonly users = new Map<Blob, number>();
  private files = 0;
  private ready: Promise<unknown> | undefined;

  constructor(directory: string) {
    this.directory = join(directory, 'objects');
  }

  /** Takes a body as it comes in; `observe` sees each part of it. The caller is the blob's first user. */
  async write(body: Readable, observe: (part: Buffer) => void): Promise<Blob> {
    const head: Buffer[] = [];
    let size = 0;
    let file: { readonly handle: FileHandle; readonly path: string } | undefined;
    try {
      // The stream may be the connection that the answer goes out on: leaving the loop must not destroy it.
      for await (const part of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        observe(part);
        size += part.length;
        if (file === undefined) {
          head.push(part);
          if (size > MEMORY_BYTES) {
            file = await this.create();
            await file.handle.writeFile(Buffer.concat(head));
          }
        } else {
          await file.handle.writeFile(part);
        }
      }
      if (file === undefined) return this.added({ size, bytes: Buffer.concat(head) });
      await file.handle.close();
      await rename(`${file.path}.part`, file.path);
      return this.added({ size, path: file.path });
    } catch (error) {
      await file?.handle.close().catch(() => undefined);
      if (file !== undefined) await rm(`${file.path}.part`, { force: true });
      throw error;
    }
  }

  /** Bytes in memory come as they are, others as a stream. What is being read stays until the stream is closed. */
  read(content: readonly Blob[], range?: ByteRange): Buffer | Readable {
    const slices = slicesOf(content, range);
    const [only] = slices;
    if (only === undefined) return Buffer.alloc(0);
    if (slices.length === 1 && 'bytes' in only.blob) return only.blob.bytes.subarray(only.start, only.end + 1);
    this.retain(content);
    const stream = Readable.from(bytesOf(slices), { objectMode: false });
    stream.once('close', () => void this.release(content));
    return stream;
  }

  /** One more object uses these bytes. */
  retain(content: readonly Blob[]): void {
    for (const blob of content) this.users.set(blob, (this.users.get(blob) ?? 0) + 1);
  }

  /** One user less; with the last one the bytes go. */
  async release(content: readonly Blob[]): Promise<void> {
    for (const blob of content) {
      const left = (this.users.get(blob) ?? 1) - 1;
      if (left > 0) {
        this.users.set(blob, left);
      } else {
        this.users.delete(blob);
        if ('path' in blob) await rm(blob.path, { force: true });
      }
    }
  }

  private added(blob: Blob): Blob {
    this.users.set(blob, 1);
    return blob;
  }

  private async create(): Promise<{ handle: FileHandle; path: string }> {
    this.ready ??= mkdir(this.directory, { recursive: true });
    await this.ready;
    this.files += 1;
    const path = join(this.directory, String(this.files));
    return { handle: await open(`${path}.part`, 'wx'), path };
  }
}

interface Slice {
  readonly blob: Blob;
  readonly start: number;
  readonly end: number;
}

function slicesOf(content: readonly Blob[], range: ByteRange | undefined): Slice[] {
  const slices: Slice[] = [];
  let offset = 0;
  for (const blob of content) {
    const start = Math.max(0, (range?.start ?? 0) - offset);
    const end = Math.min(blob.size, (range?.end ?? Number.POSITIVE_INFINITY) - offset + 1) - 1;
    if (start <= end) slices.push({ blob, start, end });
    offset += blob.size;
  }
  return slices;
}

async function* bytesOf(slices: readonly Slice[]): AsyncGenerator<Buffer> {
  for (const { blob, start, end } of slices) {
    if ('bytes' in blob) yield blob.bytes.subarray(start, end + 1);
    else yield* createReadStream(blob.path, { start, end, highWaterMark: READ_BYTES });
  }
}
