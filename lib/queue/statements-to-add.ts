import { Annotations, Aspects, CfnOutput, Lazy, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { ruleId } from '../guard/rule';

const POLICY_VERSION = '2012-10-17';

/**
 * Statements that somebody else must add, because the policy is not in this app: printed as an output of the stack,
 * where everything is resolved, and as an annotation when every part of them is literal.
 */
export class StatementsToAdd {
  private readonly statements: iam.PolicyStatement[] = [];

  /**
   * @param id of the output below `scope`, and so part of its logical id
   * @param what who must add them to what
   */
  constructor(
    private readonly scope: Construct,
    private readonly id: string,
    private readonly what: string,
  ) {}

  add(...statements: readonly iam.PolicyStatement[]): void {
    if (this.statements.length === 0) {
      this.print();
    }
    const known = new Set(this.statements.map(textOf));
    this.statements.push(...statements.filter((statement) => !known.has(textOf(statement))));
  }

  private print(): void {
    const { scope, id, what } = this;
    const stack = Stack.of(scope);
    // More statements may come, and a statement may still grow.
    const value = Lazy.string({ produce: () => stack.toJsonString(this.document()) });
    new CfnOutput(scope, id, { description: what, value });
    Aspects.of(scope).add({
      visit: (node: IConstruct) => {
        const document: unknown = stack.resolve(this.document());
        if (node === scope && isLiteral(document)) {
          Annotations.of(scope).addInfoV2(ruleId(id), `${what}: ${JSON.stringify(document)}`);
        }
      },
    });
  }

  private document(): object {
    return { Version: POLICY_VERSION, Statement: this.statements.map((statement) => statement.toStatementJson()) };
  }
}

function textOf(statement: iam.PolicyStatement): string {
  return JSON.stringify(statement.toStatementJson());
}

/** Whether nothing is left for CloudFormation to fill in. */
export function isLiteral(resolved: unknown): boolean {
  if (typeof resolved !== 'object' || resolved === null) {
    return true;
  }
  return Object.entries(resolved).every(
    ([name, value]) => name !== 'Ref' && !name.startsWith('Fn::') && isLiteral(value),
  );
}
