import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { referenceApp, synthesize } from '../bin/commands/start/reference-app';
import { LocalCloud } from '../local';

export interface RequestsPerMessage {
  readonly files: number;
  /** By API action; receives that found nothing are left out. */
  readonly perFile: ReadonlyMap<string, number>;
}

/** What the reference app asks of SQS for each file, when the queue is full enough for whole batches. */
export async function countRequests(files: number): Promise<RequestsPerMessage> {
  const assembly = mkdtempSync(join(tmpdir(), 'spillway-bench-'));
  const cloud = await LocalCloud.start({ clock: 'virtual', port: 0 });
  try {
    await synthesize('app.ts', assembly, new AbortController().signal);
    const { uploads } = referenceApp(await cloud.deploy(assembly));
    // The test event that S3 sends when it is told to notify the queue.
    await cloud.settle();

    const counts = new Map<string, number>();
    const add = (action: string, count: number): void => void counts.set(action, (counts.get(action) ?? 0) + count);
    cloud.events.subscribe(({ type, service, action, error }) => {
      if (type === 'sqs.empty-receive') add('ReceiveMessage', -1);
      else if (type === 'request' && service === 'sqs' && error === undefined) add(String(action), 1);
    });
    const s3 = cloud.client(S3Client);
    for (let file = 0; file < files; file += 1) {
      await s3.send(new PutObjectCommand({ Bucket: uploads, Key: `${file}.json`, Body: JSON.stringify({ file }) }));
    }
    await cloud.settle();
    return { files, perFile: new Map(Array.from(counts, ([action, count]) => [action, count / files])) };
  } finally {
    await cloud.stop();
    rmSync(assembly, { recursive: true, force: true });
  }
}
