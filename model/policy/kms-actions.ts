/** "Allowing users in other accounts to use a KMS key", AWS KMS Developer Guide. Everything else is the owner's. */
export const SHAREABLE_KMS_ACTIONS = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DeriveSharedSecret',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:GenerateMac',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:Sign',
  'kms:Verify',
  'kms:VerifyMac',
] as const;

const shareable: ReadonlySet<string> = new Set(SHAREABLE_KMS_ACTIONS.map((action) => action.toLowerCase()));

/** Whether no other account can ever be allowed an action of KMS, for example `kms:ScheduleKeyDeletion`. */
export function isKeyOwnersAction(action: string): boolean {
  const name = action.toLowerCase();
  return name.startsWith('kms:') && !shareable.has(name);
}
