import type { Problem, Severity, TemplateRule } from './template-rule';

/** The validation plugin's name, and so the first part of every rule's id. Public: acknowledgements name it. */
export const PLUGIN_NAME = 'Spillway';

/** What is wrong with one resource, before anything is deployed. */
export interface Finding {
  /** For example `Spillway::MaxReceiveCount`: what `Validations.of(...).acknowledge(...)` takes. */
  readonly id: string;
  readonly severity: Severity;
  /** The construct's path; the stack and the logical id where the assembly does not tell it. */
  readonly path: string;
  readonly stack: string;
  readonly logicalId: string;
  /** Where in the resource, for example `Properties.QueueName`. */
  readonly location: string;
  /** `'<property>' must be <rule>, got <value>` */
  readonly problem: string;
  /** What AWS would answer at deployment, or what would go wrong at run time. */
  readonly consequence: string;
  readonly fix: string;
  /** Why somebody accepts it: an acknowledged finding fails nothing. */
  readonly acknowledged?: string;
  readonly templatePath?: string;
}

/** All three parts in one text. */
export function messageOf({ problem, consequence }: Pick<Finding, 'problem' | 'consequence'>): string {
  return `${problem}. ${consequence}.`;
}

export function findingId(rule: string): string {
  return `${PLUGIN_NAME}::${rule}`;
}

export function findingOf(rule: Pick<TemplateRule, 'id' | 'severity'>, problem: Problem): Finding {
  const { resource, location, consequence, fix } = problem;
  return {
    id: findingId(rule.id),
    severity: rule.severity,
    path: resource.path,
    stack: resource.stack.id,
    logicalId: resource.logicalId,
    location,
    problem: problem.problem,
    consequence,
    fix,
    templatePath: resource.stack.templatePath,
  };
}
