import { Code } from '../../../labs/runner/code';
import { deploy } from '../../../labs/runner/deploy';
import { timersOf } from '../../../labs/runner/timers';
import type { LocalCloud } from '../../../local';
import { bold, dim, heading, print } from '../../console/output';
import { Interrupted, Interruption } from '../../interruption';
import { withLocalCloud } from '../../local-session';
import { readPort } from '../../port';
import type { LabsFlags } from './actions';
import { findLab } from './find-lab';
import { shortPath } from './show';
import { showEvents } from './show-events';
import { Workplace } from './workplace';

/** Deploys somebody's copy of a lab in real time, and prints the lines to type, until Ctrl-C. */
export function runTry(name: string, givenPort: string, { dir }: LabsFlags): Promise<number> {
  const lab = findLab(name);
  const folder = new Workplace(dir).open(lab);
  const port = readPort(givenPort);
  const interruption = new Interruption();
  return withLocalCloud({ port }, async (cloud) => {
    await interruption.race(deploy(cloud, new Code(folder, timersOf(cloud))));
    heading(`${shortPath(folder)} runs in a local cloud. In another terminal:`);
    for (const line of environment(cloud)) print(`  ${line}`);
    print();
    for (const line of lab.commandLines) print(`  ${toHere(line, cloud)}`);
    print(dim('\n  In an account: the same lines without --endpoint-url and the exports.'));
    print(`\n${bold('Ctrl-C ends it.')} What happens to the messages:`);
    const end = showEvents(cloud);
    try {
      await interruption.race(new Promise<never>(() => {}));
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    } finally {
      end();
    }
    return 0;
  });
}

const environment = ({ account, region }: LocalCloud): readonly string[] => [
  `export AWS_ACCESS_KEY_ID=${account} AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=${region}`,
];

/** Given each time: AWS CLI 1 does not take the endpoint of SQS from the environment. */
const toHere = (line: string, { url }: LocalCloud): string =>
  line.replaceAll(/\baws (\w+) ([\w-]+)/g, `aws $1 $2 --endpoint-url ${url}`);
