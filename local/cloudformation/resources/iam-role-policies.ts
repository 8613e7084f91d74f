import { orUndo } from '../failure';
import { PropertyValues } from '../property-values';
import type { DeployContext, Properties } from '../resource-type';

/** Attaches the managed policies that are new, and detaches those that are gone. */
export async function changeAttachments(
  RoleName: string,
  properties: Properties,
  previous: Properties,
  context: DeployContext,
): Promise<void> {
  const wanted = new PropertyValues(properties).texts('ManagedPolicyArns') ?? [];
  const attached = new PropertyValues(previous).texts('ManagedPolicyArns') ?? [];
  const added = wanted.filter((arn) => !attached.includes(arn));
  const done: string[] = [];
  const attach = async () => {
    for (const PolicyArn of added) {
      await call('AttachRolePolicy', { RoleName, PolicyArn }, context);
      done.push(PolicyArn);
    }
  };
  await orUndo(attach, async () => {
    for (const PolicyArn of done) await call('DetachRolePolicy', { RoleName, PolicyArn }, context);
  });
  for (const PolicyArn of attached.filter((arn) => !wanted.includes(arn))) {
    await call('DetachRolePolicy', { RoleName, PolicyArn }, context);
  }
}

/** Writes the inline policies of a role's `Policies` that are new or changed, and deletes those that are gone. */
export async function changeInlinePolicies(
  RoleName: string,
  properties: Properties,
  previous: Properties,
  context: DeployContext,
): Promise<void> {
  const wanted = inlinePolicies(properties);
  const present = inlinePolicies(previous);
  const added: string[] = [];
  const put = async () => {
    for (const [PolicyName, PolicyDocument] of wanted) {
      if (present.get(PolicyName) === PolicyDocument) continue;
      await call('PutRolePolicy', { RoleName, PolicyName, PolicyDocument }, context);
      if (!present.has(PolicyName)) added.push(PolicyName);
    }
  };
  await orUndo(put, async () => {
    for (const PolicyName of added) await call('DeleteRolePolicy', { RoleName, PolicyName }, context);
  });
  for (const PolicyName of present.keys()) {
    if (!wanted.has(PolicyName)) await call('DeleteRolePolicy', { RoleName, PolicyName }, context);
  }
}

function inlinePolicies(properties: Properties): ReadonlyMap<string, string> {
  const policies = new PropertyValues(properties).groups('Policies') ?? [];
  return new Map(
    policies.map((policy) => [policy.requiredText('PolicyName'), policy.requiredDocument('PolicyDocument')]),
  );
}

function call(action: string, input: object, context: DeployContext): Promise<unknown> {
  return context.router.call('iam', action, input, context.caller);
}
