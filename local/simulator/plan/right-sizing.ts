/**
 * Offline optimal right-sizing with a switching cost: given the instances that each step needs, how many to have so that
 * running and starting them costs least. A start costs as much as `startCost` seconds of running. Each instance is on
 * its own in it: it stays through a gap that is shorter than its start costs, and is stopped over a longer one.
 */
export function rightSized(needed: readonly number[], step: number, startCost: number): readonly number[] {
  const have = [...needed];
  const most = Math.max(0, ...needed);
  for (let level = 1; level <= most; level += 1) {
    let gapFrom: number | undefined;
    for (const [index, need] of needed.entries()) {
      if (need < level) continue;
      if (gapFrom !== undefined && (index - gapFrom) * step <= startCost) {
        for (let at = gapFrom; at < index; at += 1) have[at] = Math.max(have[at] ?? 0, level);
      }
      gapFrom = index + 1;
    }
  }
  return have;
}

/** Seconds of running, those that the starts cost included. */
export function costOf(have: readonly number[], step: number, startCost: number): number {
  let cost = 0;
  let before = 0;
  for (const count of have) {
    cost += count * step + Math.max(0, count - before) * startCost;
    before = count;
  }
  return cost;
}
