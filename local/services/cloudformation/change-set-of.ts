import type { Access, Request } from '../service';
import type { PreparedChangeSet } from './change-sets';
import { type CloudFormationContext, findStack, stackAccess } from './context';
import { changeSetMissing, validationError } from './errors';

/** A change set is named by its ARN, or by its name and that of its stack. */
interface ChangeSetInput {
  readonly ChangeSetName?: string | undefined;
  readonly StackName?: string | undefined;
}

export function changeSetOf(
  context: CloudFormationContext,
  { ChangeSetName, StackName }: ChangeSetInput,
  request: Request,
): PreparedChangeSet {
  const isArn = ChangeSetName?.startsWith('arn:') === true;
  if (!isArn && StackName === undefined) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  const found = context.changeSets.find(ChangeSetName, findStack(context, StackName, request)?.identity.stackId);
  if (found?.changes.request.identity.account !== request.account) throw changeSetMissing(ChangeSetName);
  return found;
}

/** Policies see the stack of a change set. */
export function changeSetAccess(
  context: CloudFormationContext,
  action: string,
  input: ChangeSetInput,
  request: Request,
): Access {
  const set = changeSetOf(context, input, request);
  return stackAccess(context, action, set.changes.request.identity.stackId, request);
}
