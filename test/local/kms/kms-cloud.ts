import { CreateKeyCommand, type KMSClient } from '@aws-sdk/client-kms';

export const OWNER = '111122223333';
export const PARTNER = '444455556666';

/** A new key's ARN. */
export async function createKey(kms: KMSClient, policy?: object): Promise<string> {
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ Policy: policy === undefined ? undefined : JSON.stringify(policy) }),
  );
  return KeyMetadata?.Arn ?? '';
}

export const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
