export interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  /** 31 to 36, as the SGR codes have them. */
  readonly color: number | undefined;
}

export interface Cell {
  readonly text: string;
  readonly style: Style;
}

export type Screenful = readonly (readonly Cell[])[];

const PLAIN: Style = { bold: false, dim: false, color: undefined };
const EMPTY: Cell = { text: ' ', style: PLAIN };
const ESCAPE = '\u001b';
const TOKEN = new RegExp(`${ESCAPE}\\[([?\\d;]*)([A-Za-z])|[\\s\\S]`, 'gu');
const BEGUN = new RegExp(`${ESCAPE}(?:\\[[?\\d;]*)?$`);

/** As much of a terminal as the labs use: text, colours, lines that scroll, and the other screen. */
export class Terminal {
  private rows: Cell[][];
  private other: Cell[][];
  private row = 0;
  private column = 0;
  private style = PLAIN;
  private rest = '';

  constructor(
    readonly columns: number,
    readonly height: number,
  ) {
    this.rows = this.blank();
    this.other = this.blank();
  }

  get screen(): Screenful {
    return this.rows.map((row) => [...row]);
  }

  get text(): string {
    return this.rows
      .map((row) =>
        row
          .map(({ text }) => text)
          .join('')
          .trimEnd(),
      )
      .join('\n');
  }

  write(output: string): void {
    const all = this.rest + output;
    // A sequence that is not whole yet waits for the next piece.
    const cut = BEGUN.exec(all)?.index ?? all.length;
    this.rest = all.slice(cut);
    for (const [token, parameters = '', command] of all.slice(0, cut).matchAll(TOKEN)) {
      if (command === undefined) this.print(token);
      else this.obey(command, parameters);
    }
  }

  private print(character: string): void {
    if (character === '\r') this.column = 0;
    else if (character === '\n') this.nextLine();
    else if (character >= ' ') {
      if (this.column === this.columns) {
        this.column = 0;
        this.nextLine();
      }
      this.line()[this.column] = { text: character, style: this.style };
      this.column += 1;
    }
  }

  private obey(command: string, parameters: string): void {
    const [first = 0, second = 0] = parameters.split(';').map(Number);
    if (command === 'm') this.paint(parameters);
    else if (command === 'K') this.line().fill(EMPTY, this.column);
    else if (command === 'J') this.rows = this.blank();
    else if (command === 'H') {
      this.row = Math.max(1, first) - 1;
      this.column = Math.max(1, second) - 1;
    } else if (parameters === '?1049') {
      [this.rows, this.other] = [this.other, this.rows];
    }
  }

  private paint(parameters: string): void {
    for (const code of parameters.split(';').map(Number)) {
      if (code === 0) this.style = PLAIN;
      else if (code === 1) this.style = { ...this.style, bold: true };
      else if (code === 2) this.style = { ...this.style, dim: true };
      else if (code >= 31 && code <= 36) this.style = { ...this.style, color: code };
    }
  }

  private line(): Cell[] {
    return this.rows[this.row] ?? [];
  }

  private nextLine(): void {
    if (this.row < this.height - 1) this.row += 1;
    else this.rows = [...this.rows.slice(1), this.emptyLine()];
  }

  private blank(): Cell[][] {
    return Array.from({ length: this.height }, () => this.emptyLine());
  }

  private emptyLine(): Cell[] {
    return Array.from({ length: this.columns }, () => EMPTY);
  }
}
