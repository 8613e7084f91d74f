const LINE_FEED = 0x0a;

/** Finds the line of a byte in a file that comes in pieces. */
export class TextPosition {
  private bytesBefore = 0;
  private linesBefore = 0;
  private chunk: Uint8Array = new Uint8Array();

  /** Takes the next piece; positions may be asked for in this piece from now on. */
  enter(chunk: Uint8Array): void {
    this.bytesBefore += this.chunk.byteLength;
    this.linesBefore += countLineFeeds(this.chunk, this.chunk.byteLength);
    this.chunk = chunk;
  }

  /** Bytes of the file so far. */
  get bytes(): number {
    return this.bytesBefore + this.chunk.byteLength;
  }

  /** The character at a byte of the file, if it lies in the current piece and is ASCII. */
  characterAt(byte: number): string | undefined {
    const value = this.chunk[byte - this.bytesBefore];
    return value !== undefined && value < 0x80 ? String.fromCharCode(value) : undefined;
  }

  /** For people: `byte 41 (line 3)`; bytes count from 0, lines from 1. */
  describe(byte: number): string {
    const line = 1 + this.linesBefore + countLineFeeds(this.chunk, Math.max(0, byte - this.bytesBefore));
    return `byte ${byte} (line ${line})`;
  }
}

function countLineFeeds(chunk: Uint8Array, end: number): number {
  let count = 0;
  for (let at = chunk.indexOf(LINE_FEED); at !== -1 && at < end; at = chunk.indexOf(LINE_FEED, at + 1)) {
    count += 1;
  }
  return count;
}
