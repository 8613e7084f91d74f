import { createReadStream } from 'node:fs';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { progressBar } from '../../console/progress';
import type { LocalFile } from './folder';

const atOnce = 8;

/** Uploads every file, several at a time, each streamed from the disk. */
export async function uploadAll(s3: S3Client, bucket: string, files: readonly LocalFile[]): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = total > 0 ? progressBar('uploading', total, 'bytes') : undefined;
  let sent = 0;
  const waiting = files[Symbol.iterator]();
  const uploadRest = async (): Promise<void> => {
    for (const file of waiting) {
      await upload(s3, bucket, file);
      sent += file.bytes;
      progress?.to(sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, uploadRest));
  } finally {
    progress?.end();
  }
}

async function upload(s3: S3Client, Bucket: string, { path, key: Key, bytes }: LocalFile): Promise<void> {
  const body = createReadStream(path);
  try {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: bytes === 0 ? '' : body, ContentLength: bytes }));
  } finally {
    body.destroy();
  }
}
