import type { BinaryOperator, Expression } from './expression';
import { MetricMathError } from './metric-math-error';
import { type Token, tokensOf } from './tokens';

/**
 * Operators that bind alike, the loosest first. CloudWatch lists them without an order; this is the usual one, in which
 * a sign binds more than `*` and less than `^`.
 */
const LEVELS: readonly Readonly<Record<string, BinaryOperator>>[] = [
  { OR: 'OR', '||': 'OR' },
  { AND: 'AND', '&&': 'AND' },
  { '==': '==', '!=': '!=', '<=': '<=', '>=': '>=', '<': '<', '>': '>' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/' },
];

/**
 * Reads an expression, by "Metric math syntax and functions" of the Amazon CloudWatch User Guide.
 *
 * @throws {@link MetricMathError} for what is not one
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  const expression = parser.binary(0);
  parser.end();
  return expression;
}

class Parser {
  private next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.signed();
    let left = this.binary(level + 1);
    for (;;) {
      const token = this.tokens[this.next];
      const operator =
        token === undefined || token.kind === 'text' || !Object.hasOwn(operators, token.text)
          ? undefined
          : operators[token.text];
      if (operator === undefined) return left;
      this.next += 1;
      left = { kind: 'operation', operator, left, right: this.binary(level + 1) };
    }
  }

  end(): void {
    const token = this.tokens[this.next];
    if (token !== undefined) throw unexpected(token);
  }

  private signed(): Expression {
    if (this.take('-')) return { kind: 'negation', of: this.signed() };
    return this.power();
  }

  private power(): Expression {
    const base = this.operand();
    if (!this.take('^')) return base;
    return { kind: 'operation', operator: '^', left: base, right: this.signed() };
  }

  private operand(): Expression {
    const token = this.tokens[this.next];
    if (token === undefined) throw new MetricMathError('The expression ends where a value is expected.');
    this.next += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'text':
        return { kind: 'text', text: token.text };
      case 'id':
        return { kind: 'id', id: token.text };
      case 'word':
        if (this.take('(')) return { kind: 'call', name: token.text, args: this.listUntil(')') };
        return { kind: 'word', word: token.text };
      case 'sign':
        return this.bracketed(token);
    }
  }

  private bracketed(token: Token): Expression {
    if (token.text === '[') return { kind: 'array', members: this.listUntil(']') };
    if (token.text !== '(') throw unexpected(token);
    const inner = this.binary(0);
    this.expect(')');
    return inner;
  }

  private listUntil(closing: string): readonly Expression[] {
    const list: Expression[] = [];
    if (this.take(closing)) return list;
    do list.push(this.binary(0));
    while (this.take(','));
    this.expect(closing);
    return list;
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.next];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.next += 1;
    return true;
  }

  private expect(sign: string): void {
    const token = this.tokens[this.next];
    if (this.take(sign)) return;
    if (token === undefined) throw new MetricMathError(`The expression ends where '${sign}' is expected.`);
    throw unexpected(token);
  }
}

function unexpected({ text, at }: Token): MetricMathError {
  return new MetricMathError(`Unexpected '${text}' at position ${at}.`);
}
