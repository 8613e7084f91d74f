import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ack, bucketEvents, consume, PermanentError } from '../../consumer';

const s3 = new S3Client({});

export const handler = consume({
  envelope: bucketEvents(),
  process: async ({ eventName, bucket, key, size = 0 }, { signal }) => {
    if (!eventName.startsWith('ObjectCreated:')) return ack(`${eventName} ignored`);
    if (size > 50_000_000) throw new PermanentError(`${key} has ${size} bytes, more than a letter can have`);
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
    const text = (await object.Body?.transformToString()) ?? '';
    console.log(`${key}: ${text.split(/\s+/).length} words`);
    return ack();
  },
});
