import { LABS } from '../../../../labs/catalogue';
import { findAccount } from '../../../../labs/target/account';
import { playInAccount } from '../../../../labs/target/play-in-account';
import { rehearse } from '../../../../labs/target/rehearsal';
import { realTime } from '../../../../labs/target/time';
import { hearParent, useTemporary } from '../fork-command';
import type { Answer, Told } from './messages';

/** The other end of `AccountPlayer`. Code that never waits lets nothing through, so its silence tells of it. */
export function runAccountProcess(): void {
  hearParent(carryOut);
}

async function carryOut({ slug, directory, temporary, deployment }: Told): Promise<void> {
  useTemporary(temporary);
  const lab = LABS.find((candidate) => candidate.slug === slug);
  if (lab === undefined) throw new Error(`There is no lab '${slug}'.`);
  let began: number | undefined;
  const tell = (answer: Answer<unknown>) => void process.send?.(answer);
  const alive = () => tell(began === undefined ? {} : { at: (Date.now() - began) / 1_000 });
  const heartbeat = setInterval(alive, 1_000);
  const onDeployed = () => {
    began = Date.now();
    alive();
  };
  try {
    if (deployment === undefined) return tell({ result: await rehearse(lab, directory) });
    const { run, where } = deployment;
    const account = await findAccount(where);
    tell({ result: await playInAccount(lab, directory, { account, run, time: realTime, onDeployed }) });
  } finally {
    clearInterval(heartbeat);
  }
}
