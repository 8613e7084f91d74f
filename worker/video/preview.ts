import { setImmediate } from 'node:timers/promises';
import { dither } from './dither';
import { writeGif } from './gif';
import { Nearest, paletteOf } from './palette';
import { fitted, type Picture, toPicture } from './picture';
import { readVideo, type Video } from './y4m';

export interface Preview {
  readonly gif: Buffer;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

/** Faster than this an animation is no better, and only larger. */
const MOST_FRAMES_PER_SECOND = 12.5;
const COLORS = 256;

/**
 * Transcodes a video into an animated GIF of at most this width. The same video gives the same bytes on every machine.
 *
 * Between frames it lets others have the processor: extending the visibility timeout, or a lifecycle hook's heartbeat.
 *
 * @throws BrokenVideoError for what is no video; the signal's reason when it is aborted
 */
export async function preview(bytes: Uint8Array, width: number, signal: AbortSignal): Promise<Preview> {
  const video = readVideo(bytes);
  const every = Math.ceil(video.framesPerSecond / MOST_FRAMES_PER_SECOND);
  const pictures: Picture[] = [];
  const size = fitted(video, width);
  for (const frame of video.frames.filter((_, index) => index % every === 0)) {
    pictures.push(toPicture(frame, video, size));
    await pause(signal);
  }
  const palette = paletteOf(pictures, COLORS);
  const nearest = new Nearest(palette);
  const frames: Uint8Array[] = [];
  for (const picture of pictures) {
    frames.push(dither(picture, palette, nearest));
    await pause(signal);
  }
  const gif = writeGif({ ...size, palette, delay: delayOf(video, every), frames });
  return { gif, ...size, frames: frames.length };
}

/** Hundredths of a second for each frame that is left. */
const delayOf = ({ framesPerSecond }: Video, every: number): number => Math.round((100 * every) / framesPerSecond);

async function pause(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}
