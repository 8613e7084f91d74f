import { LABS } from '../../../../labs/catalogue';
import type { Lab } from '../../../../labs/contract';
import { Code } from '../../../../labs/runner/code';
import { deploy } from '../../../../labs/runner/deploy';
import { localScene } from '../../../../labs/runner/local-scene';
import { messageOf } from '../../../../labs/runner/run-lab';
import { timersOf } from '../../../../labs/runner/timers';
import { LocalCloud } from '../../../../local';
import { commandLines } from '../command-lines';
import { Pace } from './pace';
import { Recorder } from './recorder';
import type { BoardState } from './state';

const FRAME_MILLISECONDS = 40;

export interface StageOptions {
  readonly directory: string;
  /** Without one nothing listens. */
  readonly port?: number;
  /** Nobody plays the story: what happens is what comes over HTTP. */
  readonly byHand?: boolean;
}

/** A lab's cloud with somebody at the clock, and what a board shows of it. */
export class Stage {
  readonly pace: Pace;
  private readonly recorder: Recorder;
  private frame: NodeJS.Timeout | undefined;

  static async open(
    slug: string,
    { directory, port, byHand = false }: StageOptions,
    shown: (state: BoardState) => void,
  ): Promise<Stage> {
    const lab = LABS.find((candidate) => candidate.slug === slug);
    if (lab === undefined) throw new Error(`There is no lab '${slug}'.`);
    const cloud = await LocalCloud.start({ clock: 'virtual', ...(port === undefined ? {} : { port }) });
    const stage = new Stage(lab, cloud, shown);
    await (byHand ? stage.openByHand(directory) : stage.playStory(directory));
    return stage;
  }

  private constructor(
    private readonly lab: Lab,
    readonly cloud: LocalCloud,
    private readonly shown: (state: BoardState) => void,
  ) {
    this.recorder = new Recorder(cloud, cloud.now());
    this.pace = new Pace(cloud, {
      happened: () => this.recorder.happened,
      nextDeadline: () => this.recorder.nextDeadline(),
      changed: () => this.show(),
    });
    cloud.events.subscribe(() => this.show());
  }

  get state(): BoardState {
    return this.recorder.state(this.lab.title, this.pace.name);
  }

  get commandLines(): readonly string[] {
    return commandLines(this.lab, this.cloud);
  }

  async stop(): Promise<void> {
    this.pace.pause();
    await this.pace.rest();
    await this.cloud.stop();
    clearTimeout(this.frame);
  }

  private async openByHand(directory: string): Promise<void> {
    await deploy(this.cloud, new Code(directory, timersOf(this.cloud)));
    this.pace.go('real time', 1);
  }

  private async playStory(directory: string): Promise<void> {
    const timers = timersOf(this.cloud);
    const scene = await localScene(this.cloud, new Code(directory, timers), timers);
    const pass = (seconds: number): Promise<void> => this.pace.pass(seconds * 1_000);
    this.pace.tell(
      this.lab.play({ ...scene, pass }).then(
        () => this.recorder.note({ what: 'The story is over', by: 'what is left goes on', trouble: false }),
        (error: unknown) => this.recorder.note({ what: 'The story ends', by: messageOf(error), trouble: true }),
      ),
    );
  }

  /** Soon, and not more often than somebody can see. */
  private show(): void {
    this.frame ??= setTimeout(() => {
      this.frame = undefined;
      this.shown(this.state);
    }, FRAME_MILLISECONDS);
  }
}
