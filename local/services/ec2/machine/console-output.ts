/** "GetConsoleOutput": the latest 64 KB. */
const KEPT = 65_536;

/** What an instance printed while it booted, and what the local cloud notes about it. */
export class ConsoleOutput {
  private text = '';

  get content(): string {
    return this.text;
  }

  note(line: string): void {
    this.text = `${this.text}${line.replace(/\n*$/, '\n')}`.slice(-KEPT);
  }
}
