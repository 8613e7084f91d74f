import { TextDecoder } from 'node:util';
import { JsonCounter } from './json-counter';
import { UncountableError } from './uncountable-error';

const LINE_FEED = 0x0a;
/** A longer line is not held in memory but parsed as it comes. */
const MAX_HELD_BYTES = 1_048_576;

/** Counts the lines of a JSON Lines file that are not empty. Each must be a JSON value of its own. */
export class JsonLinesCounter {
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true });
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  private long: JsonCounter | undefined;
  private line = 1;
  private records = 0;

  write(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.append(chunk.subarray(start, end));
      this.endLine();
      start = end + 1;
    }
    this.append(chunk.subarray(start));
  }

  end(): number {
    this.endLine();
    return this.records;
  }

  private append(piece: Uint8Array): void {
    if (this.long !== undefined) {
      this.parse(() => this.long?.write(piece));
      return;
    }
    this.held.push(piece);
    this.heldBytes += piece.byteLength;
    if (this.heldBytes > MAX_HELD_BYTES) {
      this.long = new JsonCounter();
      this.parse(() => this.long?.write(Buffer.concat(this.held)));
      this.held = [];
    }
  }

  private endLine(): void {
    const { long } = this;
    if (long !== undefined) {
      this.parse(() => long.end());
      this.records += 1;
    } else {
      this.parse(() => {
        const text = this.utf8.decode(Buffer.concat(this.held));
        if (text.trim() !== '') {
          JSON.parse(text);
          this.records += 1;
        }
      });
    }
    this.held = [];
    this.heldBytes = 0;
    this.long = undefined;
    this.line += 1;
  }

  private parse(attempt: () => unknown): void {
    try {
      attempt();
    } catch (cause) {
      throw new UncountableError(`JSON Lines: line ${this.line} does not parse: ${textOf(cause)}`, { cause });
    }
  }
}

function textOf(error: unknown): string {
  return error instanceof SyntaxError || error instanceof UncountableError ? error.message : 'it is not UTF-8';
}
