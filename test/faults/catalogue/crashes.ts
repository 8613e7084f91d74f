import type { FaultCase } from '../fault-case';
import type { World } from '../world/world';

const again = 'a crash comes before the deletion: the message is handled again';
const deadHandlers = 'the process died and could not end its handlers';
const noDrain = 'Lambda has no drain: an environment that goes is a crash, which is a row of its own';

async function crashThrice({ workers, cloud, options }: World): Promise<void> {
  for (const ms of [150, 1_250, 31_000]) {
    await cloud.advance(ms);
    if (options.consumer === 'worker') workers.crash();
  }
}

/** The consumer's process dies, or is asked to end. */
export const crashes: readonly FaultCase[] = [
  {
    name: 'crash before processing',
    how: 'one handler in five kills its process before it did anything',
    job: (n) => ({ acts: n % 5 === 2 ? ['crash before'] : [] }),
    costs: { repeats: again, deadHandlers },
    lastsSeconds: 300,
  },
  {
    name: 'crash after processing, before the deletion',
    how: 'one handler in five kills its process when its effect has happened',
    job: (n) => ({ acts: n % 5 === 2 ? ['crash after'] : [] }),
    costs: { repeats: again, deadHandlers },
    lastsSeconds: 300,
  },
  {
    name: 'crash mid-batch, SIGKILL at any moment',
    how: 'Lambda: `lambda:Crash`, four times where it waits; worker: it stops dead three times',
    faults: [{ on: 'lambda:Crash', probability: 0.04, atMost: 4 }],
    during: crashThrice,
    lastsSeconds: 300,
    costs: { repeats: again, deadHandlers },
  },
  {
    name: 'handler runs out of memory',
    how: 'two handlers fill the heap; in the worker, which lives in the test, its process is gone',
    job: (n) => ({ acts: n === 3 || n === 8 ? ['run out of memory'] : [] }),
    costs: { repeats: again, deadHandlers },
    lastsSeconds: 300,
  },
  {
    name: 'handler never ends',
    how: 'one handler hangs; Lambda: until the engine gives it up, worker: until it is replaced',
    job: (n) => ({ acts: n === 4 ? ['hang'] : [] }),
    during: async ({ cloud, workers, options }) => {
      await cloud.advance(60_000);
      if (options.consumer === 'worker') void workers.replace('it hangs');
    },
    costs: { deadHandlers: 'the handler that hangs never says that it ended' },
  },
  {
    name: 'SIGTERM, scale-in, Spot notice',
    how: 'the worker drains in the middle of its work, twice, while another one begins',
    during: async ({ cloud, workers }) => {
      for (const reason of ['SIGTERM', 'Spot interruption']) {
        await cloud.advance(120);
        void workers.replace(reason);
      }
    },
    impossible: { lambda: noDrain },
  },
];
