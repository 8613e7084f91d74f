import { Random } from '../kernel/random';

/**
 * Random numbers for millions of draws: the small fast counter generator sfc32, seeded from the kernel's own
 * randomness. The same seed and name give the same numbers.
 */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(readonly seed: string) {
    const bytes = new Random(seed).bytes(12);
    this.a = bytes.readInt32LE(0);
    this.b = bytes.readInt32LE(4);
    this.c = bytes.readInt32LE(8);
    // The first numbers still resemble the seed.
    for (let round = 0; round < 15; round += 1) this.next();
  }

  /** An independent source that others' draws do not disturb. */
  fork(name: string): Chance {
    return new Chance(`${this.seed}/${name}`);
  }

  /** In [0, 1). */
  number(): number {
    return (this.next() >>> 0) / 2 ** 32;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.number());
  }

  /** @param cv coefficient of variation: standard deviation by mean */
  lognormal(mean: number, cv: number): number {
    const variance = Math.log(1 + cv * cv);
    const normal = Math.sqrt(-2 * Math.log(1 - this.number())) * Math.cos(2 * Math.PI * this.number());
    return mean * Math.exp(Math.sqrt(variance) * normal - variance / 2);
  }

  /** @param shape above 1; up to 2 the variance is infinite */
  pareto(mean: number, shape: number): number {
    return (mean * (shape - 1)) / shape / (1 - this.number()) ** (1 / shape);
  }

  private next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum;
  }
}
