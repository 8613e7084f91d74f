import { asIntrinsic, takenBranch } from './intrinsics';
import { isObject } from './json';
import type { ResourceType } from './resource-type';
import type { ResourceDefinition } from './template';

/** What to write instead of what CDK makes a helper function for, which is a custom resource here. */
const INSTEAD: Readonly<Record<string, string>> = {
  'Custom::S3BucketNotifications':
    'CDK makes it for addEventNotification(). BucketSource of cdk-spillway, or notificationConfiguration of CfnBucket, needs no helper',
  'Custom::S3AutoDeleteObjects':
    'CDK makes it for autoDeleteObjects. Leave that out here: the buckets of a local cloud end with it',
};

export type ResourceTypes = ReadonlyMap<string, ResourceType>;

/** Why the local cloud cannot create a resource; empty when it can. */
export function unsupportedParts(
  definition: ResourceDefinition,
  types: ResourceTypes,
  condition: (name: string) => boolean,
): readonly string[] {
  const type = types.get(definition.type);
  const subject = `${definition.logicalId} (${definition.type})`;
  if (type === undefined) {
    const instead = INSTEAD[definition.type];
    const hint = instead === undefined ? '' : `. ${instead}`;
    return [`${subject}: the resource type ${definition.type} is not supported${hint}`];
  }
  return [...unknownProperties(definition.properties, '', type.properties, condition)].map(
    (property) => `${subject}: the property ${property} is not supported`,
  );
}

function* unknownProperties(
  value: unknown,
  path: string,
  known: readonly string[],
  condition: (name: string) => boolean,
): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* unknownProperties(item, path, known, condition);
    return;
  }
  if (!isObject(value)) return;
  const call = asIntrinsic(value);
  if (call !== undefined) {
    // Only the resource itself can say what another function returns; the branches of an Fn::If stand here.
    if (call.name === 'Fn::If') yield* unknownProperties(takenBranch(call.argument, condition), path, known, condition);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const inner = path === '' ? name : `${path}.${name}`;
    const hasKnownMembers = known.some((candidate) => candidate.startsWith(`${inner}.`));
    if (hasKnownMembers) yield* unknownProperties(member, inner, known, condition);
    else if (!known.includes(inner)) yield inner;
  }
}
