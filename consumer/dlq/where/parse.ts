import type { DeadLetter } from '../dead-letter';
import { COMPARISONS, type Comparison } from './comparison';
import { FIELD_NAMES, fieldOf } from './fields';
import { type Literal, type Token, tokenize } from './tokens';
import { WhereError } from './where-error';

/** Whether an expression means a message; `now` is what its age is measured by, milliseconds since 1970. */
export type Where = (letter: DeadLetter, now: number) => boolean;

/**
 * Reads an expression: comparisons of a field with a value, joined by `and`, `or`, `not` and parentheses. Nothing of
 * it is run as code.
 * @throws WhereError
 */
export function parseWhere(text: string): Where {
  return new Parser(text).parse();
}

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(private readonly text: string) {
    this.tokens = tokenize(text);
  }

  parse(): Where {
    const where = this.either();
    if (this.peek() !== undefined) throw this.unexpected('and, or, or the end');
    return where;
  }

  private either(): Where {
    const left = this.both();
    if (!this.accept('word', 'or')) return left;
    const right = this.either();
    return (letter, now) => left(letter, now) || right(letter, now);
  }

  private both(): Where {
    const left = this.single();
    if (!this.accept('word', 'and')) return left;
    const right = this.both();
    return (letter, now) => left(letter, now) && right(letter, now);
  }

  private single(): Where {
    if (this.accept('word', 'not')) {
      const negated = this.single();
      return (letter, now) => !negated(letter, now);
    }
    if (!this.accept('bracket', '(')) return this.comparison();
    const inner = this.either();
    if (!this.accept('bracket', ')')) throw this.unexpected("')'");
    return inner;
  }

  private comparison(): Where {
    const path = this.peek();
    const field = path?.kind === 'path' ? fieldOf(path.text) : undefined;
    if (field === undefined) throw this.unexpected(`one of ${FIELD_NAMES.join(', ')}`);
    this.position += 1;
    const operator = this.peek();
    const compare = operator === undefined || operator.kind === 'value' ? undefined : COMPARISONS[operator.text];
    if (compare === undefined) throw this.unexpected(`one of ${Object.keys(COMPARISONS).join(' ')}`);
    this.position += 1;
    const value = this.peek();
    if (value?.kind !== 'value') throw this.unexpected('a text in quotes, a number, true, false or null');
    this.position += 1;
    const holds = this.build(compare, value.value, value.at);
    return (letter, now) => holds(field(letter, now));
  }

  private build(compare: (literal: Literal) => Comparison, literal: Literal, at: number): Comparison {
    try {
      return compare(literal);
    } catch (error) {
      throw new WhereError(this.text, at, error instanceof Error ? error.message : String(error));
    }
  }

  private accept(kind: Token['kind'], text: string): boolean {
    const token = this.peek();
    if (token?.kind !== kind || token.text !== text) return false;
    this.position += 1;
    return true;
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }

  private unexpected(expected: string): WhereError {
    const token = this.peek();
    const found = token === undefined ? 'it ends' : `there is ${token.text}`;
    return new WhereError(this.text, token?.at ?? this.text.length, `Expected ${expected}, but ${found}`);
  }
}
