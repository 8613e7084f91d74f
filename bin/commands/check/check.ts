import { judgeTemplates } from '../../../lib/guard/template/judge-templates';
import { UsageError } from '../../usage-error';
import { acknowledge } from './acknowledge';
import { type Acknowledgement, readAssembly } from './read-assembly';
import { showFindings } from './show-findings';

export interface CheckFlags {
  readonly json: boolean;
  readonly strict: boolean;
  /** Each `RULE=REASON`. */
  readonly acknowledge: readonly string[];
}

/** Judges a cloud assembly or a template without deploying it. Returns the exit code. */
export function runCheck(path: string, flags: CheckFlags): number {
  const given = flags.acknowledge.map(parseAcknowledgement);
  const { stacks, acknowledged } = readAssembly(path);
  const findings = acknowledge(judgeTemplates(stacks), [...acknowledged, ...given], stacks);
  const open = findings.filter((finding) => finding.acknowledged === undefined);
  const errors = open.filter(({ severity }) => severity === 'error').length;
  const summary = {
    stacks: stacks.length,
    errors,
    warnings: open.length - errors,
    acknowledged: findings.length - open.length,
  };
  if (flags.json) process.stdout.write(`${JSON.stringify({ summary, findings }, undefined, 2)}\n`);
  else showFindings(findings, summary);
  return errors > 0 || (flags.strict && open.length > 0) ? 1 : 0;
}

function parseAcknowledgement(text: string): Acknowledgement {
  const [, rule, reason] = /^([^=\s]+)=(.*\S.*)$/s.exec(text) ?? [];
  if (rule === undefined || reason === undefined) {
    throw new UsageError(
      `'--acknowledge' must be RULE=REASON, got '${text}'. An acknowledgement without a reason tells nobody why. Write for example --acknowledge "PublicQueue=a demo account".`,
    );
  }
  return { path: '', rule, reason };
}
