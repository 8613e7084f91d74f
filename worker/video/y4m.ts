import { PermanentError } from '../../consumer';

/**
 * YUV4MPEG2, the raw video that ffmpeg and other tools exchange (`ffmpeg -i cats.mp4 -pix_fmt yuv420p cats.y4m`): a line
 * of parameters, then for each frame a line and the three planes. Chroma has half the resolution in both directions.
 */
export interface Video {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: readonly Frame[];
}

/** The planes of one picture: brightness, and the two differences of color at half the size. */
export interface Frame {
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

/** What is wrong with a video will be wrong each time that it is tried. */
export class BrokenVideoError extends PermanentError {
  override readonly code = 'BrokenVideo';
}

const MAGIC = 'YUV4MPEG2 ';
const LINE_END = 0x0a;
const LONGEST_LINE = 512;
const MAX_SIDE = 4_096;

/** @throws BrokenVideoError that says at which byte and why */
export function readVideo(bytes: Uint8Array): Video {
  const header = lineAt(bytes, 0);
  if (!header.startsWith(MAGIC))
    throw new BrokenVideoError(`A video begins with '${MAGIC}', this with '${header.slice(0, 20)}'.`);
  const width = sideOf(header, 'W');
  const height = sideOf(header, 'H');
  const [, numerator, denominator] = / F(\d+):(\d+)/.exec(header) ?? [];
  const framesPerSecond = Number(numerator) / Number(denominator);
  if (!(framesPerSecond > 0 && framesPerSecond < 1_000)) throw new BrokenVideoError(`'${header}' has no frame rate.`);
  const chroma = / C(\S+)/.exec(header)?.[1] ?? '420';
  if (!/^420(jpeg|mpeg2|paldv)?$/.test(chroma)) {
    throw new BrokenVideoError(
      `Chroma must be 4:2:0 with 8 bits, this is '${chroma}'. Convert it with '-pix_fmt yuv420p'.`,
    );
  }
  return { width, height, framesPerSecond, frames: framesOf(bytes, header.length + 1, width, height) };
}

function framesOf(bytes: Uint8Array, start: number, width: number, height: number): Frame[] {
  const luma = width * height;
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const frames: Frame[] = [];
  for (let at = start; at < bytes.length; ) {
    const line = lineAt(bytes, at);
    if (!/^FRAME( |$)/.test(line)) throw new BrokenVideoError(`Frame ${frames.length + 1} should begin at byte ${at}.`);
    const y = at + line.length + 1;
    const u = y + luma;
    const v = u + chroma;
    at = v + chroma;
    if (at > bytes.length) {
      throw new BrokenVideoError(
        `Frame ${frames.length + 1} ends at byte ${at}, and the file at ${bytes.length}: it is cut off.`,
      );
    }
    frames.push({ y: bytes.subarray(y, u), u: bytes.subarray(u, v), v: bytes.subarray(v, at) });
  }
  if (frames.length === 0) throw new BrokenVideoError('The video has no frames.');
  return frames;
}

function lineAt(bytes: Uint8Array, start: number): string {
  const end = bytes.subarray(start, start + LONGEST_LINE).indexOf(LINE_END);
  const line = bytes.subarray(start, end < 0 ? start + LONGEST_LINE : start + end);
  return String.fromCharCode(...line);
}

function sideOf(header: string, name: 'W' | 'H'): number {
  const side = Number(new RegExp(` ${name}(\\d+)`).exec(header)?.[1]);
  if (!(side >= 1 && side <= MAX_SIDE)) {
    throw new BrokenVideoError(`'${header}' must have ${name} from 1 to ${MAX_SIDE}.`);
  }
  return side;
}
