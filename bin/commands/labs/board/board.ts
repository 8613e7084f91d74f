import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../../../labs/contract';
import { inLines } from '../command-lines';
import { forkCommand } from '../fork-command';
import { wrap } from '../wrap';
import { printable } from './label';
import type { FromStage, ToStage } from './messages';
import { render } from './render';
import { Screen } from './screen';
import type { BoardState, Happening } from './state';

const USUAL_JUMP_SECONDS = 10;
const LONGEST_JUMP_DIGITS = 7;
/** Of real time without a word from the stage. Loading CDK takes seconds; after that it speaks each second. */
const PATIENCE_MILLISECONDS = { deployment: 60_000, story: 6_000 } as const;

const STUCK =
  'Your code keeps the processor, and time cannot pass: is there a loop that never waits? Mend it; a plays it again.';

export interface BoardOptions {
  readonly byHand: boolean;
  readonly port: number;
  /** What `q` does. */
  readonly leave: string;
  /** The command's file. @default - the one that runs */
  readonly entry?: string;
}

/** The screen and the keys of a board; its cloud and the learner's code are in a process of their own. */
export class Board {
  private readonly screen: Screen;
  private readonly directory = mkdtempSync(join(tmpdir(), 'spillway-labs-'));
  private child: ChildProcess | undefined;
  private state: BoardState;
  private commandLines: readonly string[] = [];
  /** What the learner's code printed. */
  private said: Happening[] = [];
  private problem: string | undefined;
  private stuck = false;
  private typed = '';
  private showsLines: boolean;
  private patience: NodeJS.Timeout | undefined;

  constructor(
    private readonly lab: Lab,
    private readonly folder: string,
    private readonly options: BoardOptions,
  ) {
    this.showsLines = options.byHand;
    this.state = this.empty();
    this.screen = new Screen(process.stdout, () => this.draw());
    this.play();
  }

  /** Everything but `q`, which is the owner's. */
  press(key: string): void {
    if (/\d/.test(key)) this.typed = (this.typed + key).slice(0, LONGEST_JUMP_DIGITS);
    else {
      this.act(key.toLowerCase());
      this.typed = '';
    }
    this.draw();
  }

  end(): void {
    this.kill();
    this.screen.end();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private act(key: string): void {
    const actions: Readonly<Record<string, () => void>> = {
      ' ': () => this.tell({ kind: 'step' }),
      '.': () => this.tell({ kind: 'step' }),
      j: () => this.tell({ kind: 'jump', seconds: Number(this.typed || USUAL_JUMP_SECONDS) }),
      f: () => this.go('60 times faster', 60),
      t: () => this.go('real time', 1),
      p: () => this.tell({ kind: 'pause' }),
      a: () => this.play(),
      c: () => {
        this.showsLines = !this.showsLines;
      },
    };
    actions[key]?.();
  }

  /** The same key again ends it. */
  private go(name: string, speed: number): void {
    this.tell(this.state.pace === name ? { kind: 'pause' } : { kind: 'go', name, speed });
  }

  /** From the beginning, with the code as it is saved now. */
  private play(): void {
    this.kill();
    this.said = [];
    this.problem = undefined;
    this.stuck = false;
    this.state = this.empty();
    const { slug } = this.lab;
    const { byHand, port, entry = process.argv[1] ?? '' } = this.options;
    const child = forkCommand(entry, 'stage', 'pipe');
    this.child = child;
    child.on('message', (message: FromStage) => this.hear(message));
    child.on('exit', (code) => {
      clearTimeout(this.patience);
      this.problem = `The process of your code has ended with ${code}. a plays it again.`;
      this.draw();
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.listen(text));
    }
    this.expectWord(PATIENCE_MILLISECONDS.deployment);
    child.send({
      kind: 'open',
      slug,
      directory: this.folder,
      temporary: this.directory,
      byHand,
      port,
    } satisfies ToStage);
  }

  private tell(message: ToStage): void {
    if (this.problem !== undefined || this.child?.connected !== true) return;
    this.child.send(message);
  }

  private expectWord(milliseconds: number): void {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      this.stuck = true;
      this.draw();
    }, milliseconds);
  }

  private hear(message: FromStage): void {
    this.stuck = false;
    clearTimeout(this.patience);
    if (message.kind === 'problem') this.problem = message.message;
    else this.expectWord(PATIENCE_MILLISECONDS.story);
    if (message.kind === 'opened') this.commandLines = message.commandLines;
    if (message.kind === 'state') this.state = message.state;
    this.draw();
  }

  private listen(text: string): void {
    const { seconds } = this.state;
    for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
      this.said.push({
        seconds,
        queue: 'your code',
        message: '',
        what: printable(line),
        by: 'it printed',
        trouble: false,
      });
    }
    this.said = this.said.slice(-20);
    this.draw();
  }

  private draw(): void {
    const { size } = this.screen;
    const happenings = [...this.state.happenings, ...this.said].sort((a, b) => a.seconds - b.seconds);
    const notice = this.notice(size.columns);
    const chrome = { typed: this.typed, keys: this.keys(), ...(notice === undefined ? {} : { notice }) };
    this.screen.draw(render({ ...this.state, happenings }, chrome, size));
  }

  private notice(columns: number): readonly string[] | undefined {
    const problem = this.stuck ? STUCK : this.problem;
    if (problem !== undefined) return wrap(problem, ' ', columns - 1).split('\n');
    if (!this.showsLines) return undefined;
    return ['In another terminal:', '', ...this.commandLines.flatMap((line) => inLines(line, columns - 2))].map(
      (line) => ` ${line}`,
    );
  }

  private keys() {
    const key = (name: string, what: string) => [name, what] as const;
    return [
      key('space', 'next event'),
      key('j', `jump ${USUAL_JUMP_SECONDS} s`),
      key('f', '60 times faster'),
      key('t', 'real time'),
      key('p', 'pause'),
      key('a', 'again'),
      key('c', this.showsLines ? 'what happened' : 'command lines'),
      key('q', this.options.leave),
    ];
  }

  private empty(): BoardState {
    return { title: this.lab.title, seconds: 0, pace: 'deploying ...', queues: [], groups: [], happenings: [] };
  }

  private kill(): void {
    clearTimeout(this.patience);
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}
