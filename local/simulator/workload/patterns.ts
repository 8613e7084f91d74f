import type { Chance } from '../chance';
import type { Job, Workload } from './workload';

export const PATTERNS = ['steady', 'step', 'flash-crowd', 'on-off', 'diurnal', 'heavy-tail', 'poison-storm'] as const;
export type PatternName = (typeof PATTERNS)[number];

export interface PatternSettings {
  /** Seconds. */
  readonly duration: number;
  /** Messages a second on a usual day; what each pattern makes of it stands beside its name. */
  readonly rate: number;
  /** Seconds, the mean. */
  readonly processingTime: number;
}

interface Pattern {
  /** The rate as a multiple of the usual one. Both are seconds, since the beginning and in all. */
  rate(time: number, duration: number): number;
  /** The largest that `rate` becomes. */
  readonly peak: number;
  readonly heavyTail?: true;
  /** Share of the messages that are poison. */
  poison?(time: number, duration: number): number;
}

const FLASH = { factor: 20, decaySeconds: 300 };
const ON_OFF = { onSeconds: 600, offSeconds: 1200, factor: 3 };

/** Arrivals are a Poisson process whose rate changes. */
const patterns: Readonly<Record<PatternName, Pattern>> = {
  steady: { peak: 1, rate: () => 1 },
  /** From a third of the time on, four times as many. */
  step: { peak: 4, rate: (time, duration) => (time < duration / 3 ? 1 : 4) },
  /** After a quarter of the time twenty times as many at once; after that the excess falls to 37 % every five minutes. */
  'flash-crowd': {
    peak: FLASH.factor,
    rate: (time, duration) => {
      const since = time - duration / 4;
      return since < 0 ? 1 : 1 + (FLASH.factor - 1) * Math.exp(-since / FLASH.decaySeconds);
    },
  },
  /** Ten minutes of three times as many, twenty minutes of nothing. */
  'on-off': {
    peak: ON_OFF.factor,
    rate: (time) => (time % (ON_OFF.onSeconds + ON_OFF.offSeconds) < ON_OFF.onSeconds ? ON_OFF.factor : 0),
  },
  /** One day, from night to night, pressed into the time: from a tenth to 1.9 times as many. */
  diurnal: { peak: 1.9, rate: (time, duration) => 1 - 0.9 * Math.cos((2 * Math.PI * time) / duration) },
  /** As many as usual; a few of them take very long. */
  'heavy-tail': { peak: 1, rate: () => 1, heavyTail: true },
  /** As many as usual; in the middle third, three of ten fail each time they are tried. */
  'poison-storm': {
    peak: 1,
    rate: () => 1,
    poison: (time, duration) => (time >= duration / 3 && time < (2 * duration) / 3 ? 0.3 : 0),
  },
};

/** Of the lognormal work of all patterns but the heavy tail. */
const COEFFICIENT_OF_VARIATION = 0.5;
/** The mean exists and the variance does not; what would take longer than a hundred times the mean is cut there. */
const TAIL = { shape: 1.5, longest: 100 };

export function drawPattern(name: PatternName, settings: PatternSettings, chance: Chance): Workload {
  const { duration, rate, processingTime } = settings;
  const pattern = patterns[name];
  const arrivals = chance.fork('arrivals');
  const work = chance.fork('work');
  const poison = chance.fork('poison');
  const jobs: Job[] = [];
  // Thinning: arrivals at the peak's rate, of which each stays with the probability that the rate has at that time.
  const gap = 1 / (rate * pattern.peak);
  for (let seconds = arrivals.exponential(gap); seconds < duration; seconds += arrivals.exponential(gap)) {
    if (arrivals.number() * pattern.peak >= pattern.rate(seconds, duration)) continue;
    jobs.push({
      at: seconds * 1000,
      work: pattern.heavyTail
        ? Math.min(work.pareto(processingTime, TAIL.shape), TAIL.longest * processingTime)
        : work.lognormal(processingTime, COEFFICIENT_OF_VARIATION),
      poison: poison.number() < (pattern.poison?.(seconds, duration) ?? 0),
    });
  }
  return { name, jobs, duration: duration * 1000 };
}
