import { type Environment, evaluate } from './evaluate';
import { type Expression, idsIn } from './expression';
import { MetricMathError } from './metric-math-error';
import { parseExpression } from './parse';
import type { Grid, Series, Value } from './value';

export interface NamedExpression {
  readonly id: string;
  readonly expression: string;
}

/** The expressions of one request, over its metrics and over each other. Parsed and checked once, calculated often. */
export class Calculation {
  private readonly expressions: ReadonlyMap<string, Expression>;
  private readonly types: ReadonlyMap<string, Value>;

  /**
   * @param metricIds of the request's metrics, in its order
   * @throws {@link MetricMathError} for an expression that is not one, that names what is not there or itself, or whose
   *   types do not fit
   */
  constructor(
    private readonly metricIds: readonly string[],
    expressions: readonly NamedExpression[],
  ) {
    this.expressions = new Map(
      expressions.map(({ id, expression }) => [id, about(id, () => parseExpression(expression))]),
    );
    const checked = new Set<string>();
    for (const id of this.expressions.keys()) this.refuseCycle(id, [], checked);
    // Types depend on the expressions alone, so an evaluation without any period finds every mistake.
    this.types = this.over({ start: 0, period: 60, length: 0 }, new Map(), [...this.expressions.keys()]);
  }

  /** What the expression with this id is; undefined when there is none. */
  type(id: string): Value['type'] | undefined {
    return this.types.get(id)?.type;
  }

  /**
   * The results of the expressions with these ids, and of those that they use.
   *
   * @param metrics by id; one that is not there has no values
   */
  over(grid: Grid, metrics: ReadonlyMap<string, Series>, ids: readonly string[]): ReadonlyMap<string, Value> {
    const none = Array.from({ length: grid.length }, () => undefined);
    const results = new Map<string, Value>();
    const environment: Environment = {
      grid,
      metrics: new Map(this.metricIds.map((id) => [id, metrics.get(id) ?? { label: id, values: none }])),
      result: (id) => {
        const expression = this.expressions.get(id);
        if (expression === undefined) return undefined;
        const value = results.get(id) ?? about(id, () => evaluate(expression, environment));
        results.set(id, value);
        return value;
      },
    };
    for (const id of ids) environment.result(id);
    return results;
  }

  private refuseCycle(id: string, path: readonly string[], checked: Set<string>): void {
    if (path.includes(id)) {
      throw new MetricMathError(`It refers to itself: ${[...path, id].join(' -> ')}.`, { expression: id });
    }
    const expression = this.expressions.get(id);
    if (expression === undefined || checked.has(id)) return;
    for (const used of idsIn(expression)) this.refuseCycle(used, [...path, id], checked);
    checked.add(id);
  }
}

/** Says which expression is meant, unless that was said by one that it uses. */
function about<Result>(id: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MetricMathError) || error.expression !== undefined) throw error;
    throw new MetricMathError(error.message, { notOffered: error.notOffered, expression: id });
  }
}
