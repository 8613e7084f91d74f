import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { TextPosition } from './text-position';
import { UncountableError } from './uncountable-error';

/** Strings are put together in a buffer of this size: one string of 100 MB must not take four times its length. */
const STRING_BUFFER_BYTES = 65_536;
/** The parser's work per value grows with its depth, and its memory, too. */
const MAX_DEPTH = 10_000;
const MAX_SHOWN_CHARACTERS = 40;

type Token = Parameters<Tokenizer['onToken']>[0];

/** Counts the elements of a JSON array; any other JSON value is one record. Keeps nothing of what it has read. */
export class JsonCounter {
  private readonly position = new TextPosition();
  private readonly tokenizer = new Tokenizer({ stringBufferSize: STRING_BUFFER_BYTES });
  /** Checks the grammar. It selects no value, so each is dropped as soon as it is complete. */
  private readonly grammar = new TokenParser({ paths: [], keepStack: false });
  private depth = 0;
  private isArray = false;
  private elements = 0;
  private tokens = 0;

  constructor() {
    this.grammar.onValue = () => undefined;
    this.tokenizer.onToken = (token) => this.take(token);
  }

  write(chunk: Uint8Array): void {
    this.position.enter(chunk);
    try {
      this.tokenizer.write(chunk);
    } catch (error) {
      throw this.failure(error);
    }
  }

  end(): number {
    try {
      if (!this.tokenizer.isEnded) {
        this.tokenizer.end();
      }
      if (!this.grammar.isEnded && this.tokens > 0) {
        this.grammar.end();
      }
    } catch {
      throw this.fails(this.position.bytes, 'it ends before its value is complete');
    }
    if (this.tokens === 0) {
      throw this.fails(this.position.bytes, 'it holds no value');
    }
    return this.isArray ? this.elements : 1;
  }

  private take(token: Token): void {
    const { token: type, offset } = token;
    try {
      this.grammar.write(token);
    } catch {
      throw this.fails(offset, `unexpected ${shown(token.value)}`);
    }
    if (this.tokens === 0) {
      this.isArray = type === TokenType.LEFT_BRACKET;
    } else if (this.depth === 1 && this.isArray && type !== TokenType.COMMA && type !== TokenType.RIGHT_BRACKET) {
      this.elements += 1;
    }
    this.tokens += 1;
    if (type === TokenType.LEFT_BRACKET || type === TokenType.LEFT_BRACE) {
      this.depth += 1;
      if (this.depth > MAX_DEPTH) {
        throw this.fails(offset, `more than ${MAX_DEPTH} levels`);
      }
    } else if (type === TokenType.RIGHT_BRACKET || type === TokenType.RIGHT_BRACE) {
      this.depth -= 1;
    }
  }

  /** The tokenizer names the place in its message only. */
  private failure(error: unknown): UncountableError {
    if (error instanceof UncountableError) {
      return error;
    }
    const place = /absolute position "(\d+)"/.exec(error instanceof Error ? error.message : '')?.[1];
    if (place === undefined) {
      return this.fails(this.position.bytes, 'a string before it is not UTF-8');
    }
    const character = this.position.characterAt(Number(place));
    return this.fails(Number(place), `unexpected ${character === undefined ? 'character' : shown(character)}`);
  }

  private fails(byte: number, reason: string): UncountableError {
    return new UncountableError(`JSON does not parse at ${this.position.describe(byte)}: ${reason}`);
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'character';
  return text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}...` : text;
}
