import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { STACK_ID } from '../runner/deploy';
import type { Account } from './account';
import { bucketOf, type LabRun, tagsOf } from './lab-run';
import { zipFolder } from './zip';

interface Manifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: 'file' | 'zip' };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/** The run's own bucket, which is made when something is put there. */
export class RunBucket {
  private made: Promise<unknown> | undefined;
  private readonly s3: S3Client;

  constructor(
    private readonly account: Account,
    private readonly run: LabRun,
  ) {
    this.s3 = account.client(S3Client);
  }

  async put(Key: string, Body: Buffer | string): Promise<void> {
    this.made ??= this.make();
    await this.made;
    await this.s3.send(new PutObjectCommand({ Bucket: bucketOf(this.run), Key, Body }));
  }

  private async make(): Promise<void> {
    const Bucket = bucketOf(this.run);
    // The SDK's list of regions ends with its version; us-east-1 must not be named.
    const LocationConstraint = this.account.region as BucketLocationConstraint;
    const elsewhere = this.account.region !== 'us-east-1';
    await this.s3.send(
      new CreateBucketCommand({ Bucket, ...(elsewhere ? { CreateBucketConfiguration: { LocationConstraint } } : {}) }),
    );
    await this.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tagsOf(this.run) } }));
  }
}

/** Uploads functions' code, as `cdk deploy` does. The template is an asset as well, and goes with the stack. */
export async function uploadAssets(assembly: string, bucket: RunBucket): Promise<void> {
  const { files = {} }: Manifest = JSON.parse(readFileSync(join(assembly, `${STACK_ID}.assets.json`), 'utf8'));
  for (const { source, destinations } of Object.values(files)) {
    if (source.path === `${STACK_ID}.template.json`) continue;
    const path = join(assembly, source.path);
    const content = source.packaging === 'zip' ? zipFolder(path) : readFileSync(path);
    for (const { objectKey } of Object.values(destinations)) await bucket.put(objectKey, content);
  }
}
