export type BinaryOperator = '^' | '*' | '/' | '+' | '-' | '==' | '!=' | '<=' | '>=' | '<' | '>' | 'AND' | 'OR';

/** A parsed expression of metric math. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  /** What `METRICS("errors")` is asked for. */
  | { readonly kind: 'text'; readonly text: string }
  /** The id of a metric or of another expression: begins with a lowercase letter. */
  | { readonly kind: 'id'; readonly id: string }
  /** A word that a function understands: `REPEAT`, `DESC`. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'negation'; readonly of: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'array'; readonly members: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** The ids that an expression names, those of `METRICS()` aside. */
export function* idsIn(expression: Expression): Generator<string> {
  switch (expression.kind) {
    case 'id':
      yield expression.id;
      return;
    case 'negation':
      yield* idsIn(expression.of);
      return;
    case 'operation':
      yield* idsIn(expression.left);
      yield* idsIn(expression.right);
      return;
    case 'array':
      for (const member of expression.members) yield* idsIn(member);
      return;
    case 'call':
      for (const argument of expression.args) yield* idsIn(argument);
      return;
  }
}
