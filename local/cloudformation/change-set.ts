import type { Principal } from '../../model/policy/request';
import { creationOrder, type Graph } from './graph';
import { resolveParameters } from './parameters';
import { type Reference, referencesIn } from './references';
import { StackScope } from './scope';
import type { Stack, StackIdentity, StackResource, Stacks } from './stacks';
import { type ResourceTypes, unsupportedParts } from './support';
import { parseTemplate, type ResourceDefinition, type Template } from './template';
import { validationError } from './template-error';

/** What shall be deployed. */
export interface StackRequest {
  readonly identity: StackIdentity;
  readonly template: unknown;
  /** @default what was given for the stack's last deployment, else the template's defaults */
  readonly parameters: Readonly<Record<string, string>>;
  /** Every resource that can have tags gets these too. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** In whose name the resources are made. @default the account's administrator */
  readonly principal?: Principal;
}

/** A deployment that has been checked as far as that is possible without creating anything. */
export interface ChangeSet {
  readonly request: StackRequest & { readonly tags: Readonly<Record<string, string>> };
  readonly template: Template;
  readonly scope: StackScope;
  /** The stack's resources as they come to be; the scope reads them. */
  readonly resources: Map<string, StackResource>;
  /** Those whose condition holds, each after everything that it depends on. */
  readonly order: readonly ResourceDefinition[];
  readonly dependencies: Graph;
}

export function prepareChangeSet(
  request: StackRequest,
  existing: Stack | undefined,
  stacks: Stacks,
  types: ResourceTypes,
): ChangeSet {
  const template = parseTemplate(request.template);
  const parameters = { ...stillDefined(existing?.parameters ?? {}, template), ...request.parameters };
  const resources = new Map<string, StackResource>();
  const values = resolveParameters(template.parameters, parameters);
  const scope = new StackScope(request.identity, template, values, resources, stacks);
  const holds = (name: string) => scope.condition(name);
  const included = new Map(
    [...template.resources].filter(([, { condition }]) => condition === undefined || holds(condition)),
  );

  refuseUnsupported([...included.values()], types, holds);
  refuseTypeChanges([...included.values()], existing);
  const check = new ReferenceCheck(template, included, types);
  const dependencies = new Map(
    [...included.values()].map((definition) => {
      const named = check.resources(referencesIn(definition.properties, holds));
      const explicit = definition.dependsOn.filter((name) => check.defined(name, definition));
      return [definition.logicalId, new Set([...named, ...explicit])];
    }),
  );
  for (const output of template.outputs.values()) {
    if (output.condition !== undefined && !holds(output.condition)) continue;
    check.resources(referencesIn([output.value, output.exportName], holds));
  }
  const order = creationOrder(dependencies).flatMap((name) => included.get(name) ?? []);
  const tags = request.tags ?? existing?.tags ?? {};
  return { request: { ...request, parameters, tags }, template, scope, resources, order, dependencies };
}

/** Parameters that were given once are kept, as long as the template still has them. */
function stillDefined(parameters: Readonly<Record<string, string>>, template: Template): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => template.parameters.has(name)));
}

function refuseUnsupported(
  definitions: readonly ResourceDefinition[],
  types: ResourceTypes,
  holds: (name: string) => boolean,
): void {
  const unsupported = definitions.flatMap((definition) => unsupportedParts(definition, types, holds));
  if (unsupported.length === 0) return;
  throw validationError(
    `The local cloud cannot deploy this template, and has created nothing:\n  ${unsupported.join('\n  ')}\n` +
      `Supported resource types: ${[...types.keys()].join(', ')}.`,
  );
}

function refuseTypeChanges(definitions: readonly ResourceDefinition[], existing: Stack | undefined): void {
  const changed = definitions.filter(({ logicalId, type }) => {
    const deployed = existing?.resources.get(logicalId);
    return deployed !== undefined && deployed.type !== type;
  });
  if (changed.length === 0) return;
  const names = changed.map(({ logicalId }) => logicalId).join(', ');
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`,
  );
}

/** Tells resources from parameters, and refuses what the template does not define. */
class ReferenceCheck {
  constructor(
    private readonly template: Template,
    private readonly included: ReadonlyMap<string, ResourceDefinition>,
    private readonly types: ResourceTypes,
  ) {}

  resources(references: readonly Reference[]): string[] {
    return references.flatMap(({ name, attribute }) => {
      if (attribute === undefined && (name.startsWith('AWS::') || this.template.parameters.has(name))) return [];
      const definition = this.included.get(name);
      if (definition === undefined) throw this.undefinedResource(name, attribute);
      if (attribute !== undefined && !this.types.get(definition.type)?.attributes.includes(attribute)) {
        throw validationError(
          `Template error: resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`,
        );
      }
      return [name];
    });
  }

  /** False for a dependency whose own condition does not hold: CloudFormation passes over it. */
  defined(name: string, { logicalId }: ResourceDefinition): boolean {
    if (this.included.has(name)) return true;
    if (this.template.resources.has(name)) return false;
    throw validationError(
      `Template format error: Unresolved resource dependencies [${name}] in the DependsOn of resource ${logicalId}`,
    );
  }

  private undefinedResource(name: string, attribute: string | undefined): Error {
    if (attribute !== undefined) {
      return validationError(`Template error: instance of Fn::GetAtt references undefined resource ${name}`);
    }
    return validationError(
      `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
    );
  }
}
