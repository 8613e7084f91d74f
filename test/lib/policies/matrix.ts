import type { PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import type { AccessRequest, Decision, NamedPolicy, Principal } from '../../../model/policy/request';
import { type Mutation, mutationsOf } from './mutations';
import { statementsOf, type TemplatePolicies, type TemplatePolicy } from './template-policies';

/** One cell of a table: who does what under which circumstances, and whether AWS would allow it. */
export interface Cell {
  /** What the cell stands for, as a sentence says it. */
  readonly title: string;
  readonly principal: Principal;
  readonly action: string;
  /** ARN */
  readonly resource: string;
  readonly allowed: boolean;
  /** Beside `aws:SecureTransport`, which is true unless it is given here. */
  readonly context?: AccessRequest['context'];
  /** What the principal's own account gives it beside the template. */
  readonly identity?: readonly PolicyStatement[];
  /** What a resource that is not in the template says in its own policy, such as another key. */
  readonly resourcePolicy?: readonly PolicyStatement[];
}

/**
 * The policies of synthesized templates, judged by a table of cells: `wrong()` lists the cells that AWS would decide
 * otherwise, `survivors()` what could be dropped from a policy, or widened in it, without any cell turning.
 */
export class PolicyMatrix {
  private readonly policies: readonly TemplatePolicy[];
  private readonly account: string;

  /** @param templates stacks that are deployed together, in one account or in several */
  constructor(
    templates: TemplatePolicies | readonly TemplatePolicies[],
    private readonly cells: readonly Cell[],
  ) {
    const all: readonly TemplatePolicies[] = Array.isArray(templates) ? templates : [templates as TemplatePolicies];
    this.policies = all.flatMap(({ policies }) => policies);
    this.account = all[0]?.account ?? '';
  }

  wrong(): readonly string[] {
    return this.cells.flatMap((cell) => {
      const { allowed, reason } = this.decide(cell, this.policies);
      return allowed === cell.allowed ? [] : [`${cell.title}: ${allowed ? 'allowed' : 'denied'}. ${reason}`];
    });
  }

  /** @param only policies whose statements count, by default all */
  survivors(only: (policy: TemplatePolicy) => boolean = () => true): readonly string[] {
    return this.mutants(only)
      .filter(({ policies }) => this.cells.every((cell) => this.decide(cell, policies).allowed === cell.allowed))
      .map(({ title }) => title);
  }

  /** How many changes `survivors` tries. */
  get mutationCount(): number {
    return this.mutants(() => true).length;
  }

  private mutants(only: (policy: TemplatePolicy) => boolean) {
    return this.policies.filter(only).flatMap((policy) =>
      statementsOf(policy.document).flatMap((statement, index) =>
        mutationsOf(statement, policy.side).map((mutation) => ({
          title: `statement ${statement.Sid ?? index + 1} of ${policy.name} ${mutation.title}`,
          policies: this.policies.map((other) => (other === policy ? changed(policy, index, mutation) : other)),
        })),
      ),
    );
  }

  private decide(cell: Cell, policies: readonly TemplatePolicy[]): Decision {
    const { principal, action, resource, context, identity = [], resourcePolicy = [] } = cell;
    const caller = principal.kind === 'role' ? principal.roleArn : 'arn' in principal ? principal.arn : undefined;
    const attached = (side: TemplatePolicy['side'], arn: string | undefined): readonly NamedPolicy[] =>
      policies.filter((policy) => policy.side === side && arn !== undefined && policy.attachedTo.includes(arn));
    const beside = (name: string, statements: readonly PolicyStatement[]): readonly NamedPolicy[] =>
      statements.length === 0 ? [] : [{ name, document: { Version: '2012-10-17', Statement: statements } }];
    return evaluate({
      principal,
      action,
      resource,
      // A bucket's ARN names no account.
      resourceAccount: resource.split(':')[4] || this.account,
      context: { 'aws:SecureTransport': 'true', ...context },
      identityPolicies: [...attached('identity', caller), ...beside('the policy of the caller', identity)],
      resourcePolicies: [
        ...attached('resource', resource),
        ...attached('resource', bucketOf(resource)),
        ...beside(`the policy of ${resource}`, resourcePolicy),
      ],
      permissionsBoundary: attached('boundary', caller)[0],
    });
  }
}

/** An object is judged by its bucket's policy. */
function bucketOf(resource: string): string | undefined {
  return /^(arn:[^:]+:s3:::[^/]+)\//.exec(resource)?.[1];
}

function changed(policy: TemplatePolicy, index: number, { statement }: Mutation): TemplatePolicy {
  const statements = statementsOf(policy.document).flatMap((other, position) =>
    position === index ? (statement ?? []) : other,
  );
  return { ...policy, document: { ...policy.document, Statement: statements } };
}
