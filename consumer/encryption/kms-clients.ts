import type { KmsKeyringNodeInput } from '@aws-crypto/client-node';
import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';

/** What the Encryption SDK asks for clients. */
export type KmsClients = NonNullable<KmsKeyringNodeInput['clientProvider']>;

/** The SDK sets no timeouts of its own, and a message would be held for as long as KMS does not answer. */
const TIMEOUTS = { connectionTimeout: 2_000, requestTimeout: 5_000 } as const;

/** A client for a region, made when it is first needed, unless there is one for all. */
export function clientFor(client: KMSClient | undefined): (region: string) => KMSClient {
  const made = new Map<string, KMSClient>();
  return (region) => {
    const known = client ?? made.get(region) ?? new KMSClient({ region, requestHandler: TIMEOUTS });
    made.set(region, known);
    return known;
  };
}

/** @param onFailure told what KMS, or the way to it, answered: the Encryption SDK keeps only its text */
export function kmsClients(clientOf: (region: string) => KMSClient, onFailure: (error: unknown) => void): KmsClients {
  const told = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    try {
      return await answer;
    } catch (error) {
      onFailure(error);
      throw error;
    }
  };
  return (region) => {
    const client = clientOf(region);
    return {
      decrypt: (input) => told(client.send(new DecryptCommand(input))),
      encrypt: (input) => told(client.send(new EncryptCommand(input))),
      generateDataKey: (input) => told(client.send(new GenerateDataKeyCommand(input))),
    };
  };
}
