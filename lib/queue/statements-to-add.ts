import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { printJson } from './print-json';

const POLICY_VERSION = '2012-10-17';

/** Statements that somebody else must add, because the policy is not in this app. */
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
      printJson(this.scope, this.id, this.what, () => this.document());
    }
    const known = new Set(this.statements.map(textOf));
    this.statements.push(...statements.filter((statement) => !known.has(textOf(statement))));
  }

  private document(): object {
    return { Version: POLICY_VERSION, Statement: this.statements.map((statement) => statement.toStatementJson()) };
  }
}

function textOf(statement: iam.PolicyStatement): string {
  return JSON.stringify(statement.toStatementJson());
}
