/** Actions that a queue's owner can grant to another account. */
const SHAREABLE_ACTIONS = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ListDeadLetterSourceQueues',
  'sqs:PurgeQueue',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
] as const;

/** "Limitations of custom policies", Amazon SQS Developer Guide: cross-account permissions do not apply to these. */
const OWNER_ONLY_ACTIONS = [
  'sqs:AddPermission',
  'sqs:CancelMessageMoveTask',
  'sqs:CreateQueue',
  'sqs:DeleteQueue',
  'sqs:ListMessageMoveTasks',
  'sqs:ListQueues',
  'sqs:ListQueueTags',
  'sqs:RemovePermission',
  'sqs:SetQueueAttributes',
  'sqs:StartMessageMoveTask',
  'sqs:TagQueue',
  'sqs:UntagQueue',
] as const;

/** All that policies know: a batch operation is authorized as the singular action. */
export const SQS_ACTIONS: readonly string[] = [...SHAREABLE_ACTIONS, ...OWNER_ONLY_ACTIONS].sort();

const ownerOnly: ReadonlySet<string> = new Set(OWNER_ONLY_ACTIONS.map((action) => action.toLowerCase()));

/** Whether no other account can ever be allowed an action, for example `sqs:DeleteQueue`. */
export function isOwnerOnlyAction(action: string): boolean {
  return ownerOnly.has(action.toLowerCase());
}
