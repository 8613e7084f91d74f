import type { Outcome } from '../../../../local/simulator/statistics/outcome';

/** One curve of a plot. */
export interface Curve {
  readonly label: string;
  readonly color: string;
  readonly shape: 'area' | 'line' | 'steps' | 'dashes';
  /** Seconds, and a value. */
  readonly points: ReadonlyArray<readonly [at: number, value: number]>;
}

export interface Plot {
  readonly title: string;
  readonly curves: readonly Curve[];
}

const GRAY = '#8a94a6';
const BLUE = '#2f6fde';
const ORANGE = '#d9730d';
const GREEN = '#1f9d61';
const RED = '#d43f3a';

/** What one fleet went through, from above to below: what came, what lay there, who worked, how long it took. */
export function plotsOf({ timeline, waitsBySending }: Outcome, acceptableLatency: number): readonly Plot[] {
  const over = (pick: (moment: Outcome['timeline'][number]) => number) =>
    timeline.map((moment) => [moment.at, pick(moment)] as const);
  const interval = (timeline[1]?.at ?? 1) - (timeline[0]?.at ?? 0);
  const end = timeline[timeline.length - 1]?.at ?? 0;
  return [
    {
      title: 'Arrivals (messages a second)',
      curves: [{ label: 'sent', color: GRAY, shape: 'area', points: over(({ arrivals }) => arrivals / interval) }],
    },
    {
      title: 'Backlog (messages)',
      curves: [
        { label: 'waiting', color: ORANGE, shape: 'area', points: over(({ visible }) => visible) },
        { label: 'in work', color: BLUE, shape: 'line', points: over(({ inFlight }) => inFlight) },
      ],
    },
    {
      title: 'Instances',
      curves: [
        { label: 'paid for', color: GRAY, shape: 'area', points: over(({ running }) => running) },
        { label: 'working', color: GREEN, shape: 'area', points: over(({ working }) => working) },
        { label: 'wanted', color: BLUE, shape: 'steps', points: over(({ desired }) => desired) },
      ],
    },
    {
      title: 'Longest wait, by when it was sent (seconds)',
      curves: [
        { label: 'wait', color: ORANGE, shape: 'area', points: waitsBySending },
        {
          label: 'acceptable',
          color: RED,
          shape: 'dashes',
          points: [
            [0, acceptableLatency],
            [end, acceptableLatency],
          ],
        },
      ],
    },
  ];
}
