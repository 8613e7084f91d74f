import { isMissing, orUndo } from '../failure';
import { PropertyValues } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

/** An inline policy, written into each of its roles. */
export const policy: ResourceType = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Roles'],
  attributes: ['Id'],
  replaceOn: [],

  async create(properties, context) {
    const { PolicyName, PolicyDocument, roles } = read(properties);
    const done: string[] = [];
    const put = async () => {
      for (const RoleName of roles) {
        await call('PutRolePolicy', { RoleName, PolicyName, PolicyDocument }, context);
        done.push(RoleName);
      }
    };
    await orUndo(put, () => remove(PolicyName, done, context));
    return created(context.generatedName(128));
  },

  async update(physicalId, properties, previous, context) {
    const { PolicyName, PolicyDocument, roles } = read(properties);
    for (const RoleName of roles) await call('PutRolePolicy', { RoleName, PolicyName, PolicyDocument }, context);
    const before = read(previous);
    const renamed = before.PolicyName !== PolicyName;
    await remove(
      before.PolicyName,
      before.roles.filter((name) => renamed || !roles.includes(name)),
      context,
    );
    return created(physicalId);
  },

  async delete(_physicalId, properties, context) {
    const { PolicyName, roles } = read(properties);
    await remove(PolicyName, roles, context);
  },
};

function created(id: string): CreatedResource {
  return { physicalId: id, attributes: { Id: id } };
}

function read(properties: Properties): { PolicyName: string; PolicyDocument: string; roles: readonly string[] } {
  const values = new PropertyValues(properties);
  return {
    PolicyName: values.requiredText('PolicyName'),
    PolicyDocument: values.requiredDocument('PolicyDocument'),
    roles: values.texts('Roles') ?? [],
  };
}

/** A role that is gone took its policies with it. */
async function remove(PolicyName: string, roles: readonly string[], context: DeployContext): Promise<void> {
  for (const RoleName of roles) {
    try {
      await call('DeleteRolePolicy', { RoleName, PolicyName }, context);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

function call(action: string, input: object, context: DeployContext): Promise<unknown> {
  return context.router.call('iam', action, input, context.caller);
}
