import { LABS } from '../../../labs/catalogue';
import { answerOf, type Lab } from '../../../labs/contract';
import { bold, dim, print } from '../../console/output';
import { type LabsFlags, note, showNextHint, showSolution } from './actions';
import { Board } from './board/board';
import { nextLab } from './find-lab';
import { CTRL_C, Keys } from './keys';
import { Player } from './player';
import { Progress } from './progress';
import { showAnswer, showCommandLines, showLab, showList, showQuestion, showReport } from './show';
import { watchFolder } from './watch-folder';
import { Workplace } from './workplace';

const ESCAPE = '\u001b';

/** On a terminal: a list, then one lab at a time, until q. Returns the exit code. */
export async function runSession({ dir }: LabsFlags): Promise<number> {
  const workplace = new Workplace(dir);
  const session = new Session(workplace, new Progress(workplace.progressFile));
  await session.done;
  return 0;
}

class Session {
  readonly done: Promise<void>;
  private readonly player = new Player();
  private readonly keys: Keys;
  private end: () => void = () => {};
  private lab: Lab;
  private mode: 'list' | 'question' | 'lab' = 'list';
  private board: Board | undefined;
  private digits = '';
  private unwatch = (): void => {};
  private playing = false;
  private playAgain = false;

  constructor(
    private readonly workplace: Workplace,
    private readonly progress: Progress,
  ) {
    this.lab = nextLab(progress);
    this.player.warmUp();
    this.done = new Promise((resolve) => {
      this.end = resolve;
    });
    this.keys = new Keys((key) => this.press(key));
    this.showList();
  }

  private press(key: string): void {
    if (this.board !== undefined && key !== CTRL_C) this.pressOnBoard(this.board, key);
    else if (key === 'q' || key === CTRL_C) this.quit();
    else if (this.mode === 'list') this.chooseFromList(key);
    else if (this.mode === 'question' && (key === '\r' || answerOf(this.lab.question, key) !== undefined))
      this.answer(key);
    else this.act(key);
  }

  private act(key: string): void {
    const actions: Readonly<Record<string, () => void>> = {
      n: () => this.open(this.following()),
      h: () => showNextHint(this.lab, this.progress),
      l: () => this.showList(),
      x: () => this.reset(),
      s: () => this.solution(),
      r: () => this.play(),
      b: () => this.openBoard(),
      c: () => showCommandLines(this.lab),
    };
    actions[key.toLowerCase()]?.();
  }

  private pressOnBoard(board: Board, key: string): void {
    if (key !== 'q') board.press(key);
    else {
      board.end();
      this.board = undefined;
      this.play();
    }
  }

  private openBoard(): void {
    const { lab } = this;
    this.board = new Board(lab, this.workplace.folderOf(lab), { byHand: false, port: 0, leave: 'back to the lab' });
  }

  private showList(): void {
    this.leave();
    this.mode = 'list';
    clear();
    showList(LABS, (slug) => this.progress.of(slug));
    print(`\n${bold('Enter')} begins ${this.lab.slug}; a number and Enter another one; ${bold('q')} quits.`);
  }

  private chooseFromList(key: string): void {
    if (/\d/.test(key)) {
      this.digits += key;
      process.stdout.write(key);
      return;
    }
    if (key !== '\r') return;
    const chosen = this.digits === '' ? this.lab : LABS[Number(this.digits) - 1];
    if (chosen === undefined) print(`\nThere is no lab ${this.digits}.`);
    this.digits = '';
    if (chosen !== undefined) this.open(chosen);
  }

  private open(lab: Lab): void {
    this.leave();
    this.lab = lab;
    const folder = this.workplace.open(lab);
    this.unwatch = watchFolder(folder, () => this.play());
    clear();
    showLab(lab, folder);
    this.mode = this.progress.of(lab.slug).prediction === undefined ? 'question' : 'lab';
    if (this.mode === 'lab') this.play();
    else {
      showQuestion(lab.question);
      print(dim('\nPress the letter of your answer; Enter goes on without one.'));
    }
  }

  private answer(key: string): void {
    const given = answerOf(this.lab.question, key);
    if (given !== undefined) {
      this.progress.update(this.lab.slug, { prediction: given === this.lab.question.right ? 'right' : 'wrong' });
    }
    this.mode = 'lab';
    clear();
    showLab(this.lab, this.workplace.folderOf(this.lab));
    showAnswer(this.lab.question, given);
    this.play(false);
  }

  /** A save while it plays is played after it. */
  private play(afresh = true): void {
    if (this.mode !== 'lab' || this.board !== undefined) return;
    if (this.playing) {
      this.playAgain = true;
      return;
    }
    void this.playOnce(afresh);
  }

  private async playOnce(afresh: boolean): Promise<void> {
    const { lab } = this;
    this.playing = true;
    const began = performance.now();
    print(dim('\nPlaying ...'));
    const report = await this.player.play(lab.slug, this.workplace.folderOf(lab));
    this.playing = false;
    if (lab !== this.lab || this.mode !== 'lab' || this.board !== undefined) return this.playNext();
    if (!this.playAgain) {
      note(this.progress, lab, report.passed);
      if (afresh) {
        clear();
        showLab(lab, this.workplace.folderOf(lab));
      }
      showReport(lab, report);
      this.showKeys(report.passed, performance.now() - began);
    }
    this.playNext();
  }

  private playNext(): void {
    if (!this.playAgain) return;
    this.playAgain = false;
    this.play();
  }

  private showKeys(passed: boolean, milliseconds: number): void {
    const key = (letter: string, what: string): string => `${bold(letter)} ${what}`;
    const last = [key('x', 'reset'), key('l', 'list'), key('n', 'next'), key('q', 'quit')];
    const first = passed ? [key('s', 'solution')] : [key('h', 'hint')];
    print(`\n${[...first, key('b', 'board'), key('c', 'command lines'), key('r', 'run again'), ...last].join('  ')}`);
    print(dim(`Save the file, and the checks run again. (${(milliseconds / 1_000).toFixed(1)} s)`));
  }

  private reset(): void {
    this.workplace.reset(this.lab);
    this.progress.forget(this.lab.slug);
    this.open(this.lab);
  }

  private solution(): void {
    if (this.progress.of(this.lab.slug).passedAt !== undefined) showSolution(this.lab);
    else print('The solution is shown after the checks have passed. h shows a hint.');
  }

  private following(): Lab {
    return LABS[LABS.indexOf(this.lab) + 1] ?? nextLab(this.progress);
  }

  private leave(): void {
    this.unwatch();
    this.unwatch = () => {};
    this.playAgain = false;
  }

  private quit(): void {
    this.leave();
    this.board?.end();
    this.keys.end();
    this.player.stop();
    print(`\nYour copies and progress are in ${this.workplace.directory}.`);
    this.end();
  }
}

const clear = (): void => void process.stdout.write(`${ESCAPE}[2J${ESCAPE}[3J${ESCAPE}[H`);
