import type { Decision } from '../../model/policy/request';
import { accessDenied } from '../authorize';
import type { Request } from './service';

/** What a service would do with a customer's key, in the name of its caller. */
export interface KeyUse {
  readonly service: 'sqs' | 'sns' | 's3';
  /** An id or alias is looked up in this account and region. */
  readonly keyId: string;
  readonly account: string;
  readonly region: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/**
 * Asks KMS whether the caller may use a key by way of the service. What is stored is not really encrypted.
 * @throws AwsError what KMS answers: its denial, with the reason, and that a key is missing or cannot be used
 */
export function askKey(use: KeyUse, action: 'GenerateDataKey' | 'Decrypt', request: Request): Decision {
  const { service, keyId, account, region, encryptionContext } = use;
  const { principal, router } = request;
  const context = {
    ...request.context,
    'kms:ViaService': `${service}.${region}.amazonaws.com`,
    // A service does not call in somebody else's name.
    ...(principal.kind === 'service' ? {} : { 'aws:ViaAWSService': 'true' }),
  };
  const input = { KeyId: keyId, EncryptionContext: encryptionContext };
  const decision = router.decide('kms', action, input, { principal, account, region, context });
  if (!decision.allowed) throw accessDenied('kms', decision, principal);
  return decision;
}
