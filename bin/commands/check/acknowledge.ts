import { type Finding, findingId } from '../../../lib/guard/template/finding';
import { objectOf, type StackTemplate } from '../../../lib/guard/template/stack-template';
import type { Acknowledgement } from './read-assembly';

/** Where a template that no CDK app wrote says what it accepts: `Metadata: { Spillway: { acknowledge: { ... } } }`. */
const METADATA = 'Spillway';

/** Marks what is accepted with a reason: by the app, on the command line, or in the resource's own metadata. */
export function acknowledge(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
  stacks: readonly StackTemplate[],
): readonly Finding[] {
  return findings.map((finding) => {
    const own = Object.entries(inTemplate(finding, stacks)).find(([rule]) => names(rule, finding))?.[1];
    const above = acknowledgements.find(({ path, rule }) => names(rule, finding) && isWithin(finding.path, path));
    const reason = own === undefined ? above?.reason : String(own);
    return reason === undefined ? finding : { ...finding, acknowledged: reason };
  });
}

function inTemplate({ stack, logicalId }: Finding, stacks: readonly StackTemplate[]) {
  const { template } = stacks.find(({ id }) => id === stack) ?? {};
  const resource = objectOf(objectOf(template?.['Resources'])[logicalId]);
  return objectOf(objectOf(objectOf(resource['Metadata'])[METADATA])['acknowledge']);
}

function names(rule: string, { id }: Finding): boolean {
  return rule === id || findingId(rule) === id;
}

/** An empty path is the app's own. */
function isWithin(path: string, construct: string): boolean {
  return construct === '' || path === construct || path.startsWith(`${construct}/`);
}
