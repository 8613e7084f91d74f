import { TextDecoder } from 'node:util';

/** Control characters that no text has: all but tab, line feed, vertical tab, form feed, carriage return, escape. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
const BINARY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => (byte < 0x20 && !TEXT_CONTROLS.has(byte) ? 1 : 0));

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be';

/** UTF-16 is told by its byte order mark only: without one it looks like any binary file. */
export function encodingOf(start: Uint8Array): TextEncodingName {
  if (start[0] === 0xff && start[1] === 0xfe) {
    return 'utf-16le';
  }
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Position of the first byte that no 8-bit text has, or -1. */
export function findBinaryByte(bytes: Uint8Array): number {
  for (let position = 0; position < bytes.length; position += 1) {
    if (BINARY_BYTE[bytes[position] ?? 0] === 1) {
      return position;
    }
  }
  return -1;
}

/** Whether a file may be text, judged by its first bytes. A character may be cut off at their end. */
export function looksLikeText(start: Uint8Array): boolean {
  const encoding = encodingOf(start);
  if (encoding === 'utf-8') {
    return findBinaryByte(start) === -1;
  }
  try {
    return !new TextDecoder(encoding, { fatal: true }).decode(start, { stream: true }).includes('\0');
  } catch {
    return false;
  }
}

/** Whether a whole file is text: valid in its encoding, without control characters that text does not have. */
export class TextCheck {
  private decoder: TextDecoder | undefined;
  private encoding: TextEncodingName = 'utf-8';
  private isText = true;

  write(chunk: Uint8Array): void {
    if (!this.isText || chunk.byteLength === 0) {
      return;
    }
    if (this.decoder === undefined) {
      this.encoding = encodingOf(chunk);
      this.decoder = new TextDecoder(this.encoding, { fatal: true });
    }
    this.isText = (this.encoding !== 'utf-8' || findBinaryByte(chunk) === -1) && this.decodes(chunk, true);
  }

  end(): boolean {
    return this.isText && this.decodes(new Uint8Array(), false);
  }

  private decodes(chunk: Uint8Array, stream: boolean): boolean {
    try {
      this.decoder?.decode(chunk, { stream });
      return true;
    } catch {
      return false;
    }
  }
}
