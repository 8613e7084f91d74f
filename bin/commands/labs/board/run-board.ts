import { Code } from '../../../../labs/runner/code';
import { deploy } from '../../../../labs/runner/deploy';
import { timersOf } from '../../../../labs/runner/timers';
import { bold, heading, print } from '../../../console/output';
import { Interrupted, Interruption } from '../../../interruption';
import { withLocalCloud } from '../../../local-session';
import { readPort } from '../../../port';
import type { LabsFlags } from '../actions';
import { commandLines } from '../command-lines';
import { findLab } from '../find-lab';
import { CTRL_C, Keys } from '../keys';
import { shortPath } from '../show';
import { Workplace } from '../workplace';
import { Board } from './board';
import { printHappenings } from './print-happenings';

export interface BoardFlags extends LabsFlags {
  readonly port: string;
  readonly byHand?: boolean;
}

/** A lab's queues on the screen, until q. Without a terminal: by hand, in real time, a line for each thing. */
export async function runBoard(name: string, { dir, port: givenPort, byHand = false }: BoardFlags): Promise<number> {
  const lab = findLab(name);
  const folder = new Workplace(dir).open(lab);
  const port = readPort(givenPort);
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return printBoard(name, folder, port);
  const board = new Board(lab, folder, { byHand, port, leave: 'quit' });
  await new Promise<void>((resolve) => {
    const keys = new Keys((key) => {
      if (key !== 'q' && key !== CTRL_C) return board.press(key);
      keys.end();
      board.end();
      resolve();
    });
  });
  return 0;
}

function printBoard(name: string, folder: string, port: number): Promise<number> {
  const lab = findLab(name);
  const interruption = new Interruption();
  return withLocalCloud({ port }, async (cloud) => {
    const end = printHappenings(cloud);
    try {
      await interruption.race(deploy(cloud, new Code(folder, timersOf(cloud))));
      heading(`${shortPath(folder)} runs in a local cloud. In another terminal:`);
      for (const line of commandLines(lab, cloud)) print(`  ${line}`);
      print(`\n${bold('Ctrl-C ends it.')} What happens to the messages:`);
      await interruption.race(new Promise<never>(() => {}));
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    } finally {
      end();
    }
    return 0;
  });
}
