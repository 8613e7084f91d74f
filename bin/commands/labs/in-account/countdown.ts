import { dim } from '../../../console/output';

/** Shows what is left of a story in real time: a line that changes, or where there is no terminal one each minute. */
export class Countdown {
  private minutes = Number.POSITIVE_INFINITY;

  constructor(private readonly total: number) {}

  at(seconds: number): void {
    const left = Math.max(0, Math.ceil(this.total - seconds));
    const text = `  the story goes on for about ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (process.stderr.isTTY) process.stderr.write(`\r${dim(text)} `);
    else if (Math.ceil(left / 60) < this.minutes) process.stderr.write(`${text}\n`);
    this.minutes = Math.min(this.minutes, Math.ceil(left / 60));
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\n');
  }
}
