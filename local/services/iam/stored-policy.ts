import { limitExceeded } from './errors';
import { required } from './names';
import { parsePolicy } from './policy-document';
import { MAX_MANAGED_POLICY_CHARACTERS, MAX_TRUST_POLICY_CHARACTERS } from './quotas';
import type { StoredPolicy } from './role';

export function identityPolicy(text: string | undefined): StoredPolicy {
  const given = required('policyDocument', text);
  return { text: given, document: parsePolicy(given, 'identity') };
}

export function managedPolicy(text: string | undefined): StoredPolicy {
  const policy = identityPolicy(text);
  if (policy.text.replace(/\s/g, '').length > MAX_MANAGED_POLICY_CHARACTERS) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${MAX_MANAGED_POLICY_CHARACTERS}`);
  }
  return policy;
}

export function trustPolicy(member: string, text: string | undefined): StoredPolicy {
  const given = required(member, text);
  const policy = { text: given, document: parsePolicy(given, 'trust') };
  if (given.replace(/\s/g, '').length > MAX_TRUST_POLICY_CHARACTERS) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${MAX_TRUST_POLICY_CHARACTERS}`);
  }
  return policy;
}
