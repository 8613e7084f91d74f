import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { preview } from '../../../../worker/video/preview';
import { drawClip } from './clip';

export interface Clip {
  readonly key: string;
  readonly bytes: Buffer;
  /** MD5 of the preview that it becomes; undefined where none can be made of it. */
  readonly expected: string | undefined;
}

/** What each job asks for. */
export const PREVIEW_WIDTH = 240;
/** Two seconds, small enough to be drawn while somebody waits. */
const SHAPE = { width: 320, height: 180, framesPerSecond: 25, frames: 50 };
const CLIPS = 4;
const BROKEN = 'cut off.y4m';

/** A few videos, and one that is cut off in the middle of a frame, as by an upload that broke off. */
export async function drawClips(signal: AbortSignal): Promise<readonly Clip[]> {
  const clips: Clip[] = [];
  for (let seed = 1; seed <= CLIPS; seed += 1) {
    const bytes = drawClip({ ...SHAPE, seed });
    const { gif } = await preview(bytes, PREVIEW_WIDTH, signal);
    clips.push({ key: `balls ${seed}.y4m`, bytes, expected: createHash('md5').update(gif).digest('hex') });
  }
  const whole = drawClip({ ...SHAPE, frames: 2, seed: 0 });
  return [...clips, { key: BROKEN, bytes: whole.subarray(0, -1_000), expected: undefined }];
}

export async function uploadClips(s3: S3Client, Bucket: string, clips: readonly Clip[]): Promise<void> {
  for (const { key, bytes } of clips) await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: bytes }));
}

/** The clip of the `index`th job: one after the other, and once in a hundred the broken one. */
export function clipOf(index: number, clips: readonly Clip[]): Clip {
  const whole = clips.filter(({ expected }) => expected !== undefined);
  const broken = clips.find(({ expected }) => expected === undefined);
  const clip = index % 100 === 99 ? broken : whole[index % whole.length];
  if (clip === undefined) throw new Error('There are no clips to choose from.');
  return clip;
}
