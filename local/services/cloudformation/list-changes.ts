import type { Change } from '@aws-sdk/client-cloudformation';
import { type ChangeSet, parseTemplate, type Stack } from '../../cloudformation';
import { sameJson } from '../../cloudformation/json';
import { resolveParameters } from '../../cloudformation/parameters';

/** What a change set would do, as far as the templates tell: values that only the deployment knows are not compared. */
export function listChanges({ order, request }: ChangeSet, existing: Stack | undefined): readonly Change[] {
  const before = existing === undefined ? new Map() : parseTemplate(existing.template).resources;
  const sameInputs = existing !== undefined && sameJson(inputs(request), inputs(existing));
  const added = order
    .filter(({ logicalId }) => existing?.resources.get(logicalId) === undefined)
    .map(({ logicalId, type }) => change('Add', logicalId, type));
  const modified = order.flatMap((definition) => {
    const { logicalId, type } = definition;
    const resource = existing?.resources.get(logicalId);
    if (resource === undefined || (sameInputs && sameJson(before.get(logicalId), definition))) return [];
    return [change('Modify', logicalId, type, resource.physicalId)];
  });
  const names = new Set(order.map(({ logicalId }) => logicalId));
  const removed = [...(existing?.resources.values() ?? [])]
    .filter(({ logicalId }) => !names.has(logicalId))
    .map(({ logicalId, type, physicalId }) => change('Remove', logicalId, type, physicalId));
  return [...added, ...modified, ...removed];
}

/** Whether a deployment would find nothing to do: template, parameters and tags are what they were. */
export const changesNothing = ({ request, template }: ChangeSet, existing: Stack | undefined): boolean =>
  existing !== undefined &&
  sameJson(inputs(request), inputs(existing)) &&
  sameJson(plain(template), plain(parseTemplate(existing.template)));

/** Parameters with the template's defaults. */
const inputs = ({ template, parameters, tags }: Pick<Stack, 'template' | 'parameters' | 'tags'>) => ({
  parameters: Object.fromEntries(resolveParameters(parseTemplate(template).parameters, parameters)),
  tags,
});

const plain = ({ resources, outputs, conditions, mappings }: ReturnType<typeof parseTemplate>) => ({
  resources: Object.fromEntries(resources),
  outputs: Object.fromEntries(outputs),
  conditions,
  mappings,
});

const change = (
  Action: 'Add' | 'Modify' | 'Remove',
  LogicalResourceId: string,
  ResourceType: string,
  PhysicalResourceId?: string,
): Change => ({ Type: 'Resource', ResourceChange: { Action, LogicalResourceId, ResourceType, PhysicalResourceId } });
