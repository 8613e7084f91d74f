import fc from 'fast-check';
import { writeGif } from '../../../worker/video/gif';
import { readGif } from './read-gif';

const palette = Uint8Array.from({ length: 768 }, (_, index) => index % 251);

test('a viewer sees every pixel of every frame again, of random and of flat pictures', () => {
  const pixel = fc.oneof(fc.nat(255), fc.constant(7));
  const pictures = fc
    .record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 90 }) })
    .chain(({ width, height }) => {
      const size = { minLength: width * height, maxLength: width * height };
      const frame = fc.array(pixel, size).map((pixels) => Uint8Array.from(pixels));
      return fc.record({
        width: fc.constant(width),
        height: fc.constant(height),
        frames: fc.array(frame, { minLength: 1, maxLength: 3 }),
        delay: fc.nat(65_535),
      });
    });
  fc.assert(
    fc.property(pictures, (animation) => {
      const seen = readGif(writeGif({ ...animation, palette }));
      expect(seen).toMatchObject({
        version: 'GIF89a',
        width: animation.width,
        height: animation.height,
        repeats: true,
      });
      expect(seen.frames).toEqual(animation.frames.map((frame) => [...frame]));
      expect(seen.delays).toEqual(animation.frames.map(() => animation.delay));
      expect(Uint8Array.from(seen.palette)).toEqual(palette);
    }),
    { numRuns: 25 },
  );
});

test('a picture that fills the code table more than once comes back, too', () => {
  const frame = Uint8Array.from({ length: 120_000 }, (_, index) => (index * index * 31 + (index >> 3)) & 255);
  const seen = readGif(writeGif({ width: 400, height: 300, delay: 4, palette, frames: [frame] }));
  expect(Buffer.from(seen.frames[0] ?? []).equals(frame)).toBe(true);
});
