import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { CatalogueDocument } from '../../../lambda/catalogue/document';

const atOnce = 16;

export interface ObjectSummary {
  readonly key: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

export async function listObjects(client: S3Client, bucket: string): Promise<readonly ObjectSummary[]> {
  const objects: ObjectSummary[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
      objects.push({ key: Key, bytes: Size, lastModified: LastModified?.getTime() ?? 0 });
    }
  }
  return objects;
}

/** Every document of the catalogue, in the order of the objects' keys. */
export async function readCatalogue(client: S3Client, bucket: string): Promise<readonly CatalogueDocument[]> {
  const documents: CatalogueDocument[] = [];
  const waiting = (await listObjects(client, bucket))[Symbol.iterator]();
  const readRest = async (): Promise<void> => {
    for (const { key } of waiting) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      documents.push(JSON.parse((await Body?.transformToString()) ?? ''));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, readRest));
  return documents.sort((a, b) => (a.key < b.key ? -1 : 1));
}
