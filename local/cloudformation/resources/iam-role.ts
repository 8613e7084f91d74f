import { orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present, tagChanges, tagList } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';
import { changeAttachments, changeInlinePolicies } from './iam-role-policies';

/** "IAM and AWS STS quotas": name of a role. */
const MAX_ROLE_NAME_LENGTH = 64;

export const role: ResourceType = {
  type: 'AWS::IAM::Role',
  properties: [
    'AssumeRolePolicyDocument',
    'Description',
    'ManagedPolicyArns',
    'MaxSessionDuration',
    'Path',
    'PermissionsBoundary',
    'Policies',
    'RoleName',
    'Tags',
  ],
  attributes: ['Arn', 'RoleId'],
  replaceOn: ['RoleName', 'Path'],
  nameProperty: 'RoleName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const tags = tagList(values.tags());
    const { Role } = await call<RoleAnswer>(
      'CreateRole',
      present({
        RoleName: values.text('RoleName') ?? context.generatedName(MAX_ROLE_NAME_LENGTH),
        AssumeRolePolicyDocument: values.requiredDocument('AssumeRolePolicyDocument'),
        Description: values.text('Description'),
        MaxSessionDuration: values.number('MaxSessionDuration'),
        Path: values.text('Path'),
        PermissionsBoundary: values.text('PermissionsBoundary'),
        Tags: tags.length > 0 ? tags : undefined,
      }),
      context,
    );
    const { RoleName } = Role;
    let done: Properties = {};
    const addPolicies = async () => {
      await changeAttachments(RoleName, properties, {}, context);
      done = { ManagedPolicyArns: properties['ManagedPolicyArns'] };
      await changeInlinePolicies(RoleName, properties, {}, context);
    };
    await orUndo(addPolicies, () => removeRole(RoleName, done, context));
    return describe(Role);
  },

  async update(RoleName, properties, previous, context) {
    const values = new PropertyValues(properties);
    const changed = (name: string) => !sameJson(properties[name], previous[name]);
    if (changed('AssumeRolePolicyDocument')) {
      const PolicyDocument = values.requiredDocument('AssumeRolePolicyDocument');
      await call('UpdateAssumeRolePolicy', { RoleName, PolicyDocument }, context);
    }
    if (changed('Description') || changed('MaxSessionDuration')) {
      const MaxSessionDuration = values.number('MaxSessionDuration');
      const Description = values.text('Description') ?? '';
      await call('UpdateRole', present({ RoleName, Description, MaxSessionDuration }), context);
    }
    if (changed('PermissionsBoundary')) {
      const PermissionsBoundary = values.text('PermissionsBoundary');
      if (PermissionsBoundary === undefined) await call('DeleteRolePermissionsBoundary', { RoleName }, context);
      else await call('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary }, context);
    }
    await changeAttachments(RoleName, properties, previous, context);
    await changeInlinePolicies(RoleName, properties, previous, context);
    const { added, removed } = tagChanges(values.tags(), new PropertyValues(previous).tags());
    if (removed.length > 0) await call('UntagRole', { RoleName, TagKeys: removed }, context);
    const Tags = tagList(added);
    if (Tags.length > 0) await call('TagRole', { RoleName, Tags }, context);
    const { Role } = await call<RoleAnswer>('GetRole', { RoleName }, context);
    return describe(Role);
  },

  delete: removeRole,
};

interface RoleAnswer {
  readonly Role: { readonly RoleName: string; readonly Arn: string; readonly RoleId: string };
}

function describe({ RoleName, Arn, RoleId }: RoleAnswer['Role']): CreatedResource {
  return { physicalId: RoleName, attributes: { Arn, RoleId } };
}

/** IAM deletes a role only when it has no policies left. */
async function removeRole(RoleName: string, properties: Properties, context: DeployContext): Promise<void> {
  await changeAttachments(RoleName, {}, properties, context);
  await changeInlinePolicies(RoleName, {}, properties, context);
  await call('DeleteRole', { RoleName }, context);
}

function call<Output>(action: string, input: object, context: DeployContext): Promise<Output> {
  return context.router.call<Output>('iam', action, input, context.caller);
}
