import { orUndo } from '../failure';
import { PropertyValues, present, tagChanges, tagList } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

/** How one kind of network resource is made by EC2's API. */
export interface NetworkResource {
  readonly type: string;
  readonly properties: readonly string[];
  /** Those that can change in place; every other one replaces the resource. */
  readonly changeable?: readonly string[];
  readonly attributes: readonly string[];
  /** In EC2's tag specifications; undefined for what has no tags. */
  readonly tagged?: string;
  /** Returns the id. */
  create(values: PropertyValues, context: DeployContext, tags: object): Promise<string>;
  /** What `Fn::GetAtt` can name. @default nothing */
  describe?(id: string, context: DeployContext): Promise<CreatedResource['attributes']>;
  /** Brings what is changeable to what is desired, whatever it was. */
  change?(id: string, values: PropertyValues, context: DeployContext): Promise<void>;
  remove(id: string, values: PropertyValues, context: DeployContext): Promise<void>;
}

export function networkResource(kind: NetworkResource): ResourceType {
  const { type, attributes, tagged, changeable = [] } = kind;
  const describe = async (id: string, context: DeployContext) => ({
    physicalId: id,
    attributes: (await kind.describe?.(id, context)) ?? {},
  });
  const properties = tagged === undefined ? kind.properties : [...kind.properties, 'Tags'];
  return {
    type,
    properties,
    attributes,
    replaceOn: kind.properties.map(outermost).filter((name) => !changeable.includes(name)),

    async create(given, context) {
      const values = new PropertyValues(given);
      const id = await kind.create(values, context, tagged === undefined ? {} : tagSpecification(tagged, values));
      await orUndo(
        async () => kind.change?.(id, values, context),
        () => kind.remove(id, values, context),
      );
      return describe(id, context);
    },

    async update(id, given, previous, context) {
      const values = new PropertyValues(given);
      await kind.change?.(id, values, context);
      if (tagged !== undefined) await changeTags(id, values, new PropertyValues(previous), context);
      return describe(id, context);
    },

    delete: (id, given: Properties, context) => kind.remove(id, new PropertyValues(given), context),
  };
}

const outermost = (property: string): string => property.replace(/\..*$/, '');

function tagSpecification(ResourceType: string, values: PropertyValues): object {
  const Tags = tagList(values.tags());
  return Tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType, Tags }] };
}

async function changeTags(id: string, values: PropertyValues, before: PropertyValues, context: DeployContext) {
  const { added, removed } = tagChanges(values.tags(), before.tags());
  const Tags = tagList(added);
  if (Tags.length > 0) await ec2(context, 'CreateTags', { Resources: [id], Tags });
  if (removed.length > 0) await ec2(context, 'DeleteTags', { Resources: [id], Tags: removed.map((Key) => ({ Key })) });
}

export function ec2<Output = object>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('ec2', action, present({ ...input }), context.caller);
}
