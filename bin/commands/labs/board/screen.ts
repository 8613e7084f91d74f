const ESCAPE = '\u001b[';

/** What a screen needs of `process.stdout`. */
export interface Output {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** A terminal's other screen: what was there comes back at the end. Only lines that differ are written. */
export class Screen {
  private drawn: readonly string[] = [];
  private readonly restore = (): void => this.end();
  private readonly resized = (): void => {
    this.drawn = [];
    this.output.write(`${ESCAPE}2J`);
    this.changed();
  };

  constructor(
    private readonly output: Output,
    /** The size has changed: all is to be drawn. */
    private readonly changed: () => void,
  ) {
    output.write(`${ESCAPE}?1049h${ESCAPE}?25l${ESCAPE}2J`);
    output.on('resize', this.resized);
    process.once('exit', this.restore);
  }

  get size(): { readonly columns: number; readonly rows: number } {
    // 0 where a terminal does not say.
    return { columns: this.output.columns || 80, rows: this.output.rows || 24 };
  }

  draw(lines: readonly string[]): void {
    const changes = Array.from({ length: Math.max(lines.length, this.drawn.length) }, (_, row) => {
      const line = lines[row] ?? '';
      return line === this.drawn[row] ? '' : `${ESCAPE}${row + 1};1H${line}${ESCAPE}K`;
    });
    this.drawn = lines;
    const text = changes.join('');
    if (text !== '') this.output.write(text);
  }

  end(): void {
    this.output.off('resize', this.resized);
    process.off('exit', this.restore);
    this.output.write(`${ESCAPE}?25h${ESCAPE}?1049l`);
  }
}
