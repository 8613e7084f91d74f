import { type ChildProcess, spawn } from 'node:child_process';
import type { Frame } from './svg';
import { Terminal } from './terminal';

const PATIENCE_MILLISECONDS = 90_000;
const REST_MILLISECONDS = 150;

/** A command on a terminal of its own (`script` of util-linux), and the frames of it that a film keeps. */
export class RecordedCommand {
  readonly frames: Frame[] = [];
  private readonly terminal: Terminal;
  private readonly child: ChildProcess;

  constructor(command: string, cwd: string, columns: number, rows: number) {
    this.terminal = new Terminal(columns, rows);
    const sized = `stty rows ${rows} cols ${columns} -echo; exec ${command}`;
    this.child = spawn('script', ['-qec', sized, '/dev/null'], { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.terminal.write(text));
  }

  type(keys: string): void {
    this.child.stdin?.write(keys);
  }

  /** Until the screen says so, and has come to rest. */
  says(text: RegExp): Promise<void> {
    return this.until((screen) => text.test(screen), String(text));
  }

  /** Seconds from what is done until the screen says so. */
  async timed(act: () => void, says: (screen: string) => boolean): Promise<number> {
    const began = performance.now();
    act();
    while (!says(this.terminal.text)) {
      if (performance.now() - began > PATIENCE_MILLISECONDS) throw new Error(`The screen says:\n${this.terminal.text}`);
      await passed(10);
    }
    return (performance.now() - began) / 1_000;
  }

  /** Time for somebody to read, which no film needs. */
  async read(seconds: number): Promise<void> {
    await passed(seconds * 1_000);
  }

  keep(caption: string, seconds: number): void {
    this.frames.push({ screen: this.terminal.screen, caption, seconds });
  }

  /** Types, waits for what the screen says then, and keeps that for so many seconds of the film. */
  async press(keys: string, caption: string, says: RegExp, seconds: number): Promise<void> {
    const before = this.terminal.text;
    this.type(keys);
    await this.until((text) => text !== before && says.test(text), `${says} after ${caption}`);
    this.keep(caption, seconds);
  }

  /** Keeps what is there, again and again, as long as it goes on by itself. */
  async watch(caption: string, count: number, secondsEach: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      await passed(secondsEach * 1_000);
      this.keep(caption, secondsEach);
    }
  }

  private async until(holds: (screen: string) => boolean, wanted: string): Promise<void> {
    const began = performance.now();
    let last = '';
    while (!holds(this.terminal.text) || this.terminal.text !== last) {
      last = this.terminal.text;
      if (performance.now() - began > PATIENCE_MILLISECONDS)
        throw new Error(`The screen must say ${wanted}, and says:\n${last}`);
      await passed(REST_MILLISECONDS);
    }
  }

  async end(keys: string): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    this.type(keys);
    await ended;
  }
}

const passed = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
