import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { PolicyDocument } from '../../../model/policy/document';
import type { Timer } from '../../kernel/clock';
import { disabled, invalidState } from './errors';

export interface KeyIdentity {
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export interface KeyPolicy {
  /** As it was stored. */
  readonly text: string;
  readonly document: PolicyDocument;
}

/** "Key states of AWS KMS keys", Developer Guide. */
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

/** A symmetric key that never leaves the service. */
export class Key {
  state: KeyState = 'Enabled';
  tags: ReadonlyMap<string, string> = new Map();
  rotation: { readonly enabled: boolean; readonly periodInDays?: number } = { enabled: false };
  deletion: { readonly date: number; readonly days: number; readonly timer: Timer } | undefined;

  constructor(
    readonly identity: KeyIdentity,
    /** 256 bits. */
    readonly material: Buffer,
    public policy: KeyPolicy,
    public description: string,
  ) {}

  get arn(): string {
    return this.identity.arn;
  }

  /** @throws KMSInvalidStateException */
  assertNotPendingDeletion(): void {
    if (this.state === 'PendingDeletion') throw invalidState(this.arn, 'pending deletion');
  }

  /** @throws DisabledException, KMSInvalidStateException */
  assertUsable(): void {
    this.assertNotPendingDeletion();
    if (this.state === 'Disabled') throw disabled(this.arn);
  }

  describe(): KeyMetadata {
    return {
      AWSAccountId: this.identity.account,
      KeyId: this.identity.id,
      Arn: this.arn,
      CreationDate: new Date(this.identity.created),
      Enabled: this.state === 'Enabled',
      Description: this.description,
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: this.state,
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
      ...(this.deletion === undefined ? {} : { DeletionDate: new Date(this.deletion.date) }),
    };
  }
}
