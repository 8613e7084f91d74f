import type {
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
} from '@aws-sdk/client-s3';
import type { NamedPolicy } from '../../../../model/policy/request';
import { KeyIndex } from './key-index';
import type { BucketNotification } from './notification-configuration';
import type { MultipartUpload, StoredObject } from './stored-object';

export interface BucketIdentity {
  readonly name: string;
  readonly arn: string;
  /** The owner. */
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** S3 encrypts every object: with keys of its own unless told otherwise. */
export const DEFAULT_ENCRYPTION: ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
};

/** A bucket with the settings that every new bucket has on AWS: private, encrypted by S3, without ACLs. */
export class Bucket {
  readonly objects = new KeyIndex<StoredObject>();
  /** By upload id. */
  readonly uploads = new Map<string, MultipartUpload>();
  /** Keys whose newest version is a delete marker: only while versioning is suspended. */
  readonly deleteMarkers = new Set<string>();

  policy: { readonly text: string; readonly named: NamedPolicy } | undefined;
  notifications: readonly BucketNotification[] = [];
  /** Whether EventBridge hears of every event, whatever the notifications want. */
  eventBridge = false;
  tags: ReadonlyMap<string, string> | undefined;
  versioning: 'Suspended' | undefined;
  encryption = DEFAULT_ENCRYPTION;
  ownership: OwnershipControls | undefined = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] };
  publicAccessBlock: PublicAccessBlockConfiguration | undefined = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };

  constructor(readonly identity: BucketIdentity) {}

  get name(): string {
    return this.identity.name;
  }

  get arn(): string {
    return this.identity.arn;
  }

  get account(): string {
    return this.identity.account;
  }

  get region(): string {
    return this.identity.region;
  }

  objectArn(key: string): string {
    return `${this.arn}/${key}`;
  }

  /** What the response says about versions: nothing as long as the bucket never had any. */
  get versionId(): 'null' | undefined {
    return this.versioning === undefined ? undefined : 'null';
  }
}
