import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { catalogueApp } from '../../bin/stacks/catalogue-app';
import type { CatalogueDocument } from '../../lambda/catalogue/document';
import { LocalCloud, type LocalCloudOptions } from '../../local';
import { receiveAll } from '../local/lambda/queue-actions';

/** The reference app's cloud assembly, synthesized once for a test file. */
export function synthesizeOnce(): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  catalogueApp(directory).synth();
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** The reference app on a local cloud with virtual time. */
export class ReferenceApp {
  static async deploy(assembly: string, options: LocalCloudOptions = {}): Promise<ReferenceApp> {
    const cloud = await LocalCloud.start({ clock: 'virtual', ...options });
    const [stack] = await cloud.deploy(assembly);
    return new ReferenceApp(cloud, stack?.outputs ?? {});
  }

  private constructor(
    readonly cloud: LocalCloud,
    private readonly outputs: Readonly<Record<string, string | undefined>>,
  ) {}

  output(
    name: 'UploadsBucketName' | 'CatalogueBucketName' | 'QueueUrl' | 'DeadLetterQueueUrl' | 'LogGroupName',
  ): string {
    return this.outputs[name] ?? '';
  }

  async upload(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    const s3 = this.cloud.client(S3Client);
    for (const [Key, Body] of Object.entries(files)) {
      await s3.send(new PutObjectCommand({ Bucket: this.output('UploadsBucketName'), Key, Body }));
    }
  }

  async documents(): Promise<readonly CatalogueDocument[]> {
    const client = this.cloud.client(S3Client);
    const Bucket = this.output('CatalogueBucketName');
    const documents: CatalogueDocument[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
      for (const { Key } of Contents) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        documents.push(JSON.parse((await Body?.transformToString()) ?? ''));
      }
    }
    return documents;
  }

  async deadLetters(): Promise<number> {
    return (await receiveAll(this.cloud, this.output('DeadLetterQueueUrl'))).length;
  }
}
