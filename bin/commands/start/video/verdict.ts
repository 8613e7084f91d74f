import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { previewKey } from '../../../../worker/video/job';
import type { PostedJob } from './post-jobs';

export interface Verdict {
  /** Seconds from a job's post to its preview, in order. */
  readonly seconds: readonly number[];
  /** Jobs of whole videos without a preview, or with another than they should have. */
  readonly missing: readonly PostedJob[];
  /** Previews that no job asked for. */
  readonly stray: readonly string[];
}

interface Stored {
  /** MD5 of the content. */
  readonly digest: string;
  readonly at: number;
}

/** Compares each job's preview in the bucket with what it must be. */
export async function judge(s3: S3Client, bucket: string, jobs: readonly PostedJob[]): Promise<Verdict> {
  const stored = await storedPreviews(s3, bucket);
  const seconds: number[] = [];
  const missing: PostedJob[] = [];
  const asked = new Set<string>();
  for (const job of jobs.filter(({ clip }) => clip.expected !== undefined)) {
    const key = previewKey(job.id);
    const found = stored.get(key);
    asked.add(key);
    if (found?.digest === job.clip.expected && found !== undefined)
      seconds.push(Math.max(0, (found.at - job.at) / 1_000));
    else missing.push(job);
  }
  return {
    seconds: seconds.sort((a, b) => a - b),
    missing,
    stray: [...stored.keys()].filter((key) => !asked.has(key)),
  };
}

async function storedPreviews(s3: S3Client, Bucket: string): Promise<ReadonlyMap<string, Stored>> {
  const found = new Map<string, Stored>();
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
    for (const { Key = '', ETag = '', LastModified } of page.Contents ?? []) {
      found.set(Key, { digest: ETag.replaceAll('"', ''), at: LastModified?.getTime() ?? 0 });
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found;
}

/** Of numbers in order. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? 0;
}
