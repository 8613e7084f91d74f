import { invalidParameter } from '../errors';
import type { FilterPattern } from './filter-pattern';
import { comparison, type Field } from './json-comparison';
import { type Token, tokens } from './json-tokens';

type Test = (event: unknown) => boolean;

/** `$.field = "value"` and the like, joined by `&&`, `||` and parentheses. A message that is no JSON object never matches. */
export function parseJsonPattern(expression: string): FilterPattern {
  const parser = new JsonPatternParser(tokens(expression), expression.trim());
  const test = parser.parse();
  return (message) => {
    const event = parseJson(message);
    return event !== undefined && test(event);
  };
}

/** Reads `$.field` alone; undefined for anything else. What is no JSON object has no fields. */
export function parseFieldSelector(text: string): ((message: string) => unknown) | undefined {
  if (!text.startsWith('$')) return undefined;
  const [selector, ...more] = tokens(text);
  if (selector?.kind !== 'selector' || more.length > 0) return undefined;
  return (message) => select(parseJson(message), selector.path);
}

class JsonPatternParser {
  private at = 0;

  constructor(
    private readonly all: readonly Token[],
    private readonly expression: string,
  ) {}

  parse(): Test {
    const test = this.either();
    if (this.at < this.all.length) throw this.unexpected();
    return test;
  }

  private either(): Test {
    const tests = [this.both()];
    while (this.take('||')) tests.push(this.both());
    return (event) => tests.some((test) => test(event));
  }

  private both(): Test {
    const tests = [this.single()];
    while (this.take('&&')) tests.push(this.single());
    return (event) => tests.every((test) => test(event));
  }

  private single(): Test {
    if (this.take('(')) {
      const test = this.either();
      if (!this.take(')')) throw this.unexpected();
      return test;
    }
    const selector = this.next();
    if (selector?.kind !== 'selector') throw this.unexpected(selector);
    const test = this.condition();
    return (event) => test(select(event, selector.path));
  }

  private condition(): (field: Field) => boolean {
    const first = this.next();
    const second = this.next();
    if (first === undefined || second === undefined) throw this.unexpected(second);
    const keyword = `${first.text} ${second.text}`.toUpperCase();
    if (first.kind === 'word' && keyword === 'NOT EXISTS') return (field) => field === undefined;
    if (first.kind === 'word' && keyword === 'IS TRUE') return (field) => field === true;
    if (first.kind === 'word' && keyword === 'IS FALSE') return (field) => field === false;
    if (first.kind === 'word' && keyword === 'IS NULL') return (field) => field === null;
    if (first.kind !== 'operator' || (second.kind !== 'string' && second.kind !== 'word')) {
      throw this.unexpected(second);
    }
    return comparison(first.text, second.text, second.kind === 'string');
  }

  private take(operator: string): boolean {
    const token = this.all[this.at];
    if (token?.kind !== 'operator' || token.text !== operator) return false;
    this.at += 1;
    return true;
  }

  private next(): Token | undefined {
    const token = this.all[this.at];
    this.at += 1;
    return token;
  }

  private unexpected(token: Token | undefined = this.all[this.at]): Error {
    const what = token === undefined ? 'it ends too early' : `'${token.text}' is not expected there`;
    return invalidParameter(`Invalid filter pattern: { ${this.expression} }: ${what}.`);
  }
}

function parseJson(message: string): object | undefined {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    const event: unknown = JSON.parse(message);
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

function select(event: unknown, path: readonly (string | number)[]): Field {
  let value: unknown = event;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
