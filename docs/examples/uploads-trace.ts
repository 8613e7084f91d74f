import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

/** What a worker needs for a megabyte, measured once. */
const SECONDS_PER_MEGABYTE = 0.4;

/** What came is still there: the uploads of a bucket as a trace, when each came and what it costs. */
export async function traceOf(s3: S3Client, bucket: string): Promise<string> {
  const lines = ['time,work'];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    for (const { LastModified, Size = 0 } of Contents) {
      if (LastModified !== undefined) {
        lines.push(`${LastModified.toISOString()},${(Size / 1e6) * SECONDS_PER_MEGABYTE}`);
      }
    }
  }
  return lines.join('\n');
}
