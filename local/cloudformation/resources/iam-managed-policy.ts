import { isMissing, orUndo } from '../failure';
import { sameJson } from '../json';
import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

/** "IAM and AWS STS quotas": name of a policy. */
const MAX_POLICY_NAME_LENGTH = 128;

export const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
  attributes: ['PolicyArn', 'PolicyId'],
  replaceOn: ['Description', 'ManagedPolicyName', 'Path'],
  nameProperty: 'ManagedPolicyName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const { Policy } = await call<PolicyAnswer>(
      'CreatePolicy',
      present({
        PolicyName: values.text('ManagedPolicyName') ?? context.generatedName(MAX_POLICY_NAME_LENGTH),
        PolicyDocument: values.requiredDocument('PolicyDocument'),
        Path: values.text('Path'),
        Description: values.text('Description'),
      }),
      context,
    );
    const done: string[] = [];
    const attach = async () => {
      for (const RoleName of rolesOf(properties)) {
        await call('AttachRolePolicy', { RoleName, PolicyArn: Policy.Arn }, context);
        done.push(RoleName);
      }
    };
    await orUndo(attach, () => removePolicy(Policy.Arn, done, context));
    return describe(Policy);
  },

  async update(PolicyArn, properties, previous, context) {
    if (!sameJson(properties['PolicyDocument'], previous['PolicyDocument'])) {
      await replaceVersion(PolicyArn, new PropertyValues(properties).requiredDocument('PolicyDocument'), context);
    }
    const roles = rolesOf(properties);
    const attached = rolesOf(previous);
    for (const RoleName of roles.filter((name) => !attached.includes(name))) {
      await call('AttachRolePolicy', { RoleName, PolicyArn }, context);
    }
    await detach(
      PolicyArn,
      attached.filter((name) => !roles.includes(name)),
      context,
    );
    const { Policy } = await call<PolicyAnswer>('GetPolicy', { PolicyArn }, context);
    return describe(Policy);
  },

  async delete(PolicyArn, properties, context) {
    await removePolicy(PolicyArn, rolesOf(properties), context);
  },
};

interface PolicyAnswer {
  readonly Policy: { readonly Arn: string; readonly PolicyId: string; readonly DefaultVersionId: string };
}

function describe({ Arn, PolicyId }: PolicyAnswer['Policy']): CreatedResource {
  return { physicalId: Arn, attributes: { PolicyArn: Arn, PolicyId } };
}

function rolesOf(properties: Properties): string[] {
  return new PropertyValues(properties).texts('Roles') ?? [];
}

/** A policy keeps five versions at most, so the one that is no longer the default is deleted at once. */
async function replaceVersion(PolicyArn: string, PolicyDocument: string, context: DeployContext): Promise<void> {
  const { Policy } = await call<PolicyAnswer>('GetPolicy', { PolicyArn }, context);
  await call('CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true }, context);
  await call('DeletePolicyVersion', { PolicyArn, VersionId: Policy.DefaultVersionId }, context);
}

async function removePolicy(PolicyArn: string, roles: readonly string[], context: DeployContext): Promise<void> {
  await detach(PolicyArn, roles, context);
  await call('DeletePolicy', { PolicyArn }, context);
}

/** A role that is gone has nothing attached any more. */
async function detach(PolicyArn: string, roles: readonly string[], context: DeployContext): Promise<void> {
  for (const RoleName of roles) {
    try {
      await call('DetachRolePolicy', { RoleName, PolicyArn }, context);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

function call<Output>(action: string, input: object, context: DeployContext): Promise<Output> {
  return context.router.call<Output>('iam', action, input, context.caller);
}
