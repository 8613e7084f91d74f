import { orUndo } from '../failure';
import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, ResourceType } from '../resource-type';

/** "IAM and AWS STS quotas": name of an instance profile. */
const MAX_NAME_LENGTH = 128;

export const instanceProfile: ResourceType = {
  type: 'AWS::IAM::InstanceProfile',
  properties: ['InstanceProfileName', 'Path', 'Roles'],
  attributes: ['Arn'],
  replaceOn: ['InstanceProfileName', 'Path'],
  nameProperty: 'InstanceProfileName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const InstanceProfileName = values.text('InstanceProfileName') ?? context.generatedName(MAX_NAME_LENGTH);
    await call(context, 'CreateInstanceProfile', present({ InstanceProfileName, Path: values.text('Path') }));
    await orUndo(
      () => setRoles(InstanceProfileName, values.texts('Roles') ?? [], context),
      () => remove(InstanceProfileName, context),
    );
    return describe(InstanceProfileName, context);
  },

  async update(name, properties, _previous, context) {
    await setRoles(name, new PropertyValues(properties).texts('Roles') ?? [], context);
    return describe(name, context);
  },

  delete: (name, _properties, context) => remove(name, context),
};

interface Answer {
  readonly InstanceProfile: { readonly Arn: string; readonly Roles: readonly { readonly RoleName: string }[] };
}

async function setRoles(InstanceProfileName: string, roles: readonly string[], context: DeployContext): Promise<void> {
  const { InstanceProfile } = await call<Answer>(context, 'GetInstanceProfile', { InstanceProfileName });
  const current = InstanceProfile.Roles.map(({ RoleName }) => RoleName);
  for (const RoleName of current.filter((name) => !roles.includes(name))) {
    await call(context, 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName });
  }
  for (const RoleName of roles.filter((name) => !current.includes(name))) {
    await call(context, 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
  }
}

async function remove(InstanceProfileName: string, context: DeployContext): Promise<void> {
  await setRoles(InstanceProfileName, [], context);
  await call(context, 'DeleteInstanceProfile', { InstanceProfileName });
}

async function describe(InstanceProfileName: string, context: DeployContext): Promise<CreatedResource> {
  const { InstanceProfile } = await call<Answer>(context, 'GetInstanceProfile', { InstanceProfileName });
  return { physicalId: InstanceProfileName, attributes: { Arn: InstanceProfile.Arn } };
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('iam', action, input, context.caller);
}
