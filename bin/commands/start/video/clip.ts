/** A video to try things with, drawn by arithmetic: balls that move over a sky. The same seed gives the same bytes. */
export interface ClipOptions {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: number;
  /** Another number, another scene. */
  readonly seed: number;
}

interface Ball {
  readonly radius: number;
  readonly turns: number;
  readonly phase: number;
  readonly u: number;
  readonly v: number;
}

/** As YUV4MPEG2 with 4:2:0 chroma. */
export function drawClip({ width, height, framesPerSecond, frames, seed }: ClipOptions): Buffer {
  const balls = Array.from({ length: 3 + (seed % 3) }, (_, index) => ballOf(seed, index, height));
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame += 1) {
    parts.push(Buffer.from('FRAME\n'), drawFrame(width, height, frame / frames, balls, seed));
  }
  return Buffer.concat(parts);
}

function drawFrame(width: number, height: number, time: number, balls: readonly Ball[], seed: number): Buffer {
  const [chromaWidth, chromaHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const y = Buffer.alloc(width * height);
  const u = Buffer.alloc(chromaWidth * chromaHeight);
  const v = Buffer.alloc(chromaWidth * chromaHeight);
  const places = balls.map((ball) => placeOf(ball, width, height, time));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const hit = places.find(([x, top, { radius }]) => (column - x) ** 2 + (row - top) ** 2 < radius ** 2);
      const shade = hit === undefined ? 0 : 1 - Math.hypot(column - hit[0], row - hit[1]) / hit[2].radius;
      const wave = 12 * Math.sin(column / 23 + seed + 6.283 * time) + 9 * Math.cos(row / 17 - seed);
      y[row * width + column] = hit === undefined ? 150 - (70 * row) / height + wave : 70 + 150 * shade;
      const chroma = (row >> 1) * chromaWidth + (column >> 1);
      u[chroma] = hit?.[2].u ?? 148 + (20 * row) / height;
      v[chroma] = hit?.[2].v ?? 108 + (20 * column) / width;
    }
  }
  return Buffer.concat([y, u, v]);
}

const placeOf = (ball: Ball, width: number, height: number, time: number) =>
  [
    width / 2 + (width / 2 - ball.radius) * Math.sin(6.283 * (ball.turns * time + ball.phase)),
    height - ball.radius - (height - 2 * ball.radius) * Math.abs(Math.cos(6.283 * (time + ball.phase))),
    ball,
  ] as const;

function ballOf(seed: number, index: number, height: number): Ball {
  return {
    radius: height / (5 + share(seed, index, 0) * 6),
    turns: 1 + Math.floor(share(seed, index, 1) * 3),
    phase: share(seed, index, 2),
    u: 40 + share(seed, index, 3) * 176,
    v: 40 + share(seed, index, 4) * 176,
  };
}

/** From 0 to 1, one for each seed, ball and property. */
function share(seed: number, index: number, property: number): number {
  const mixed = Math.imul(seed * 31 + index * 7 + property + 1, 0x9e3779b1) >>> 0;
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
