import type { Access, Request } from '../service';
import type { EncryptionContext } from './ciphertext';
import type { KeyReference } from './key-reference';
import type { Kms } from './kms-context';

/** "Condition keys for AWS KMS", Developer Guide: those that the local cloud knows. */
export function keyAccess(
  kms: Kms,
  action: string,
  { key, alias }: KeyReference,
  { principal }: Request,
  context?: EncryptionContext,
): Access {
  const aliases = kms.model.aliasesOf(key).map(({ name }) => name);
  return {
    action: `kms:${action}`,
    resource: key.arn,
    account: key.identity.account,
    policies: [{ name: `the key policy of ${key.arn}`, document: key.policy.document }],
    context: {
      'kms:KeySpec': 'SYMMETRIC_DEFAULT',
      'kms:KeyUsage': 'ENCRYPT_DECRYPT',
      'kms:KeyOrigin': 'AWS_KMS',
      'kms:ResourceAliases': aliases,
      ...('account' in principal ? { 'kms:CallerAccount': principal.account } : {}),
      ...(alias === undefined ? {} : { 'kms:RequestAlias': alias }),
      ...tagKeys(key.tags),
      ...contextKeys(context),
    },
  };
}

/** What KMS does without a key: only identity policies can allow it. */
export function accountAccess(action: string, { account }: Request): Access {
  return { action: `kms:${action}`, resource: '*', account };
}

function contextKeys(context: EncryptionContext = {}): Record<string, string | readonly string[]> {
  const members = Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
  return { ...Object.fromEntries(members), 'kms:EncryptionContextKeys': Object.keys(context) };
}

function tagKeys(tags: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(Array.from(tags, ([name, value]) => [`aws:ResourceTag/${name}`, value]));
}
