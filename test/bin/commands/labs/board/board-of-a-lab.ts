import { join } from 'node:path';
import { Stage, type StageOptions } from '../../../../../bin/commands/labs/board/stage';
import type { BoardState } from '../../../../../bin/commands/labs/board/state';
import { root } from '../../command';

/** A lab's stage with the files of one of its folders; `waits` comes back when time stands still again. */
export async function stageOf(slug: string, folder: string, options: Partial<StageOptions> = {}) {
  const stage = await Stage.open(slug, { directory: join(root, 'labs', slug, folder), ...options }, () => {});
  const waits = async (): Promise<BoardState> => {
    await stage.pace.rest();
    return stage.state;
  };
  const step = (): Promise<BoardState> => {
    stage.pace.step();
    return waits();
  };
  const jump = (seconds: number): Promise<BoardState> => {
    stage.pace.jump(seconds);
    return waits();
  };
  return { stage, waits, step, jump };
}
