import { type Finding, messageOf } from '../../../lib/guard/template/finding';
import { bold, count, dim, green, print, red, yellow } from '../../console/output';

export interface Summary {
  readonly stacks: number;
  readonly errors: number;
  readonly warnings: number;
  readonly acknowledged: number;
}

/** Errors first; what is acknowledged comes with its reason only. */
export function showFindings(findings: readonly Finding[], summary: Summary): void {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  for (const severity of ['error', 'warning'] as const) {
    for (const finding of open.filter((candidate) => candidate.severity === severity)) showFinding(finding);
  }
  for (const { id, path, acknowledged } of findings) {
    if (acknowledged !== undefined) print(dim(`accepted  ${id}  ${path}: ${acknowledged}`));
  }
  const { stacks, errors, warnings, acknowledged } = summary;
  const parts = [count(errors, 'error'), count(warnings, 'warning'), `${acknowledged} acknowledged`].join(', ');
  const paint = errors > 0 ? red : warnings > 0 ? yellow : green;
  print(`${count(stacks, 'stack')} checked: ${paint(parts)}`);
}

function showFinding(finding: Finding): void {
  const { id, severity, path, logicalId, location, fix } = finding;
  const level = severity === 'error' ? red('error') : yellow('warning');
  print(`${level}  ${bold(path)}  ${id}`);
  print(`  ${messageOf(finding)}`);
  print(`  Fix: ${fix}.`);
  print(dim(`  ${logicalId} ${location}`));
  print();
}
