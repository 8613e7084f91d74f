import { messageOf } from '../../../../labs/runner/run-lab';
import { hearParent, useTemporary } from '../fork-command';
import type { FromStage, ToStage } from './messages';
import { Stage } from './stage';

/** As long as this speaks, nothing that the learner wrote keeps the processor. */
const WORD_MILLISECONDS = 1_000;

let stage: Stage | undefined;

/** The other end of `Board`: a cloud, the learner's code and the clock, until the channel closes. */
export function runStage(): void {
  hearParent<ToStage>(hear);
}

const say = (message: FromStage): void => void process.send?.(message);

function hear(message: ToStage): void | Promise<void> {
  switch (message.kind) {
    case 'open':
      return open(message);
    case 'step':
      return stage?.pace.step();
    case 'jump':
      return stage?.pace.jump(message.seconds);
    case 'go':
      return stage?.pace.go(message.name, message.speed);
    case 'pause':
      return stage?.pace.pause();
  }
}

async function open({ slug, temporary, ...options }: Extract<ToStage, { kind: 'open' }>): Promise<void> {
  useTemporary(temporary);
  try {
    const opened = await Stage.open(slug, options, (state) => say({ kind: 'state', state }));
    stage = opened;
    say({ kind: 'opened', commandLines: opened.commandLines });
    say({ kind: 'state', state: opened.state });
    setInterval(() => say({ kind: 'state', state: opened.state }), WORD_MILLISECONDS);
  } catch (error) {
    say({ kind: 'problem', message: messageOf(error) });
  }
}
