import { LABS } from '../../labs/catalogue';
import type { Lab } from '../../labs/contract';
import { labFolder } from '../../labs/runner/folders';
import { newRun } from '../../labs/target/lab-run';
import { playInAccount } from '../../labs/target/play-in-account';
import { LocalCloud } from '../../local';
import { accountIn, timeOf } from './virtual-account';

/** Names of the checks that fail. */
async function play(lab: Lab, folder: string): Promise<readonly string[]> {
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const account = accountIn(cloud);
    const stage = { account, time: timeOf(cloud), run: newRun(lab.slug, account) };
    const { results } = await playInAccount(lab, labFolder(lab.slug, folder), stage);
    return results.filter(({ status }) => status !== 'pass').map(({ name, observed }) => `${name}: ${observed}`);
  } finally {
    await cloud.stop();
  }
}

const playable = LABS.filter(({ checkNames, inAccount }) =>
  checkNames.some((name) => !inAccount?.without.includes(name)),
);

test.each(playable.map((lab) => [lab.slug, lab] as const))(
  '%s: deployed by CloudFormation, under names of its own, the same checks fail at the start and pass with each solution',
  async (_, lab) => {
    const judged = lab.startFails.filter((name) => !lab.inAccount?.without.includes(name));
    const failed = await play(lab, 'start');
    expect(failed.map((text) => text.slice(0, text.indexOf(': ')))).toEqual(judged);
    for (const solution of lab.solutions)
      expect({ solution, failed: await play(lab, solution) }).toEqual({ solution, failed: [] });
  },
  180_000,
);
