/** What was done, and how often: the book that shows duplicates and losses. */
export class Ledger {
  private readonly entries: { readonly item: string; readonly at: number }[] = [];

  write(item: string, at: number): void {
    this.entries.push({ item, at });
  }

  times(item: string): number {
    return this.entries.filter((entry) => entry.item === item).length;
  }

  /** When it was done first, in seconds of the story. */
  first(item: string): number | undefined {
    return this.entries.find((entry) => entry.item === item)?.at;
  }

  /** How often each of these was done, the most often done first. */
  summary(items: readonly string[]): string {
    const counts = [...new Set(items.map((item) => this.times(item)))].sort((a, b) => b - a);
    return counts
      .map((count) => `${times(count)}: ${items.filter((item) => this.times(item) === count).join(', ')}`)
      .join('; ');
  }

  /** Each item with the times at which it was done. */
  lines(verb: string): readonly string[] {
    return [...new Set(this.entries.map(({ item }) => item))].map((item) => {
      const times = this.entries.filter((entry) => entry.item === item).map(({ at }) => `${round(at)} s`);
      const shown = times.length > 4 ? [...times.slice(0, 4), `... ${times.length} times`] : times;
      return `${item}: ${verb} at ${shown.join(', ')}`;
    });
  }
}

export const round = (seconds: number): number => Math.round(10 * seconds) / 10;

export const times = (count: number): string =>
  count === 0 ? 'never' : count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
