import { createReadStream, type ReadStream } from 'node:fs';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { progressBar } from '../../console/progress';
import type { LocalFile } from './folder';

const atOnce = 8;

/** Uploads every file, several at a time, each streamed from the disk. */
export async function uploadAll(s3: S3Client, bucket: string, files: readonly LocalFile[]): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const progress = progressBar('uploading', total, 'bytes');
  let sent = 0;
  const underWay = new Set<ReadStream>();
  const show = (): void => progress.to([...underWay].reduce((sum, { bytesRead }) => sum + bytesRead, sent));
  const showing = setInterval(show, 100);
  const waiting = files[Symbol.iterator]();
  const uploadRest = async (): Promise<void> => {
    for (const { path, key, bytes } of waiting) {
      const body = createReadStream(path);
      underWay.add(body);
      try {
        await s3.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes === 0 ? '' : body, ContentLength: bytes }),
        );
      } finally {
        underWay.delete(body);
        body.destroy();
      }
      sent += bytes;
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, uploadRest));
    show();
  } finally {
    clearInterval(showing);
    progress.end();
  }
}
