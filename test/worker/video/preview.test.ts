import { createHash } from 'node:crypto';
import { drawClip } from '../../../bin/commands/start/video/clip';
import { preview } from '../../../worker/video/preview';
import { BrokenVideoError } from '../../../worker/video/y4m';
import { readGif } from './read-gif';

const clip = { width: 64, height: 36, framesPerSecond: 25, frames: 10, seed: 3 };
const never = new AbortController().signal;

test('a video becomes an animation of half the frames, smaller and at the same speed', async () => {
  const made = await preview(drawClip(clip), 32, never);
  expect(made).toMatchObject({ width: 32, height: 18, frames: 5 });
  const seen = readGif(made.gif);
  expect(seen).toMatchObject({ width: 32, height: 18, delays: [8, 8, 8, 8, 8] });
  expect(seen.frames.every((frame) => frame.length === 32 * 18)).toBe(true);
});

test('its colors are those of the video', async () => {
  const frame = (y: number, u: number, v: number) =>
    Buffer.concat([Buffer.alloc(64, y), Buffer.alloc(16, u), Buffer.alloc(16, v)]);
  const video = Buffer.concat([
    Buffer.from('YUV4MPEG2 W8 H8 F1:1 C420jpeg\n'),
    // Red and blue, as BT.601 has them.
    ...[frame(76, 85, 255), frame(29, 255, 107)].flatMap((planes) => [Buffer.from('FRAME\n'), planes]),
  ]);
  const { palette, frames } = readGif((await preview(video, 8, never)).gif);
  const [red, blue] = frames.map((pixels) => [...palette.subarray((pixels[20] ?? 0) * 3, (pixels[20] ?? 0) * 3 + 3)]);
  for (const [seen, wanted] of [
    [red, [254, 0, 0]],
    [blue, [0, 0, 254]],
  ]) {
    for (const [channel, value] of (wanted ?? []).entries()) {
      expect(Math.abs((seen?.[channel] ?? -100) - value)).toBeLessThanOrEqual(8);
    }
  }
});

test('the same video gives the same bytes on every machine', async () => {
  const { gif } = await preview(drawClip(clip), 48, never);
  const again = await preview(drawClip(clip), 48, never);
  expect(again.gif.equals(gif)).toBe(true);
  const another = await preview(drawClip({ ...clip, seed: 4 }), 48, never);
  expect(digest(another.gif)).not.toBe(digest(gif));
});

test('a preview is never larger than its video, and keeps its proportions', async () => {
  expect(await preview(drawClip({ ...clip, width: 21, height: 63 }), 640, never)).toMatchObject({
    width: 21,
    height: 63,
  });
  expect(await preview(drawClip({ ...clip, width: 63, height: 21 }), 16, never)).toMatchObject({
    width: 16,
    height: 5,
  });
});

test.each([
  ['no video', Buffer.from('GIF89a'), /begins with/],
  ['no frame rate', Buffer.from('YUV4MPEG2 W4 H4 C420\n'), /no frame rate/],
  ['a side of zero', Buffer.from('YUV4MPEG2 W0 H4 F25:1\n'), /must have W/],
  ['chroma that is not 4:2:0', Buffer.from('YUV4MPEG2 W4 H4 F25:1 C444\n'), /yuv420p/],
  ['no frames', Buffer.from('YUV4MPEG2 W4 H4 F25:1\n'), /no frames/],
  ['a frame that is cut off', drawClip(clip).subarray(0, -1), /cut off/],
  ['something between frames', Buffer.concat([drawClip(clip), Buffer.from('more')]), /Frame 11 should begin/],
])('%s is a permanent failure that says what is wrong', async (_, bytes, reason) => {
  const failure = await preview(bytes, 16, never).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(BrokenVideoError);
  expect(failure).toMatchObject({ permanent: true, message: expect.stringMatching(reason) });
});

test('an aborted preview ends between two frames', async () => {
  const controller = new AbortController();
  const made = preview(drawClip(clip), 16, controller.signal);
  controller.abort(new Error('too late'));
  await expect(made).rejects.toThrow('too late');
});

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
