import { randomBytes } from 'node:crypto';

/** One deployment of a lab into an account: everything that belongs to it carries its tags. */
export interface LabRun {
  /** Eight hexadecimal digits, part of every name: names of queues must not meet the account's own. */
  readonly id: string;
  /** The lab's slug. */
  readonly lab: string;
  readonly account: string;
  readonly region: string;
  /** When it began, as ISO 8601. */
  readonly began: string;
}

export const LAB_TAG = 'spillway:lab';
export const RUN_TAG = 'spillway:labs-run';

export const newRun = (lab: string, { account, region }: Pick<LabRun, 'account' | 'region'>): LabRun => ({
  id: randomBytes(4).toString('hex'),
  lab,
  account,
  region,
  began: new Date().toISOString(),
});

export const stackNameOf = ({ lab, id }: LabRun): string => `spillway-labs-${lab}-${id}`;

/** For functions' code and large templates; made only when there are some. Its name is taken once in the world. */
export const bucketOf = ({ id, account, region }: LabRun): string => `spillway-labs-${id}-${account}-${region}`;

export const tagsOf = ({ lab, id }: LabRun): { Key: string; Value: string }[] => [
  { Key: LAB_TAG, Value: lab },
  { Key: RUN_TAG, Value: id },
];
