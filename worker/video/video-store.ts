import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Preview } from './preview';

/** Where videos come from and previews go to. */
export interface VideoStore {
  /** Undefined when there is no such video. */
  read(key: string, signal: AbortSignal): Promise<Uint8Array | undefined>;
  write(key: string, preview: Preview, signal: AbortSignal): Promise<void>;
}

export interface Buckets {
  readonly videos: string;
  readonly previews: string;
}

export class S3VideoStore implements VideoStore {
  constructor(
    private readonly client: S3Client,
    private readonly buckets: Buckets,
  ) {}

  async read(key: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
    try {
      const command = new GetObjectCommand({ Bucket: this.buckets.videos, Key: key });
      const { Body } = await this.client.send(command, { abortSignal: signal });
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async write(key: string, { gif, width, height, frames }: Preview, signal: AbortSignal): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.buckets.previews,
      Key: key,
      Body: gif,
      ContentType: 'image/gif',
      Metadata: { size: `${width}x${height}`, frames: String(frames) },
    });
    await this.client.send(command, { abortSignal: signal });
  }
}
