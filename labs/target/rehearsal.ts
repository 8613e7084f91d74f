import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { LocalCloud } from '../../local';
import type { ClientClass, Lab, Scene } from '../contract';
import { Code } from '../runner/code';
import { localScene } from '../runner/local-scene';
import { playOn, type Report } from '../runner/run-lab';
import { timersOf } from '../runner/timers';

/** What a lab did on the local cloud, and would do in an account. */
export interface Rehearsal {
  readonly report: Report;
  /** Of the story's time, which nobody can shorten in an account. */
  readonly seconds: number;
  /** Of the story and of what AWS's services do for it, by service: `sqs`, `sns`. Runs of functions are `invocation`. */
  readonly requests: Readonly<Record<string, number>>;
  /** Whose clients the story asked for, beside the account's own. */
  readonly otherAccounts: readonly string[];
  /** Types of the stack's resources, one entry for each resource. */
  readonly resources: readonly string[];
  /** Of one run of the largest function, for as long as it may take. */
  readonly gigabyteSeconds: number;
}

/** Plays a lab on the local cloud, and looks what it costs. */
export async function rehearse(lab: Lab, directory: string): Promise<Rehearsal> {
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const timers = timersOf(cloud);
    const requests: Record<string, number> = {};
    const others = new Set<string>();
    const resources: string[] = [];
    let began = cloud.now();
    let endCounting = () => {};
    const report = await playOn(lab, async (): Promise<Scene> => {
      const scene = await localScene(cloud, new Code(directory, timers), timers);
      began = cloud.now();
      resources.push(...cloud.cloudFormation.stacks().flatMap((stack) => stack.resources.map(({ type }) => type)));
      endCounting = cloud.events.subscribe(({ type, service }) => {
        const counted = type === 'request' ? String(service) : type === 'lambda.invoked' ? 'invocation' : undefined;
        if (counted !== undefined) requests[counted] = (requests[counted] ?? 0) + 1;
      });
      const client = <Client>(Class: ClientClass<Client>, account?: string): Client => {
        if (account !== undefined && account !== scene.account) others.add(account);
        return scene.client(Class, account);
      };
      return { ...scene, client };
    });
    endCounting();
    const seconds = (cloud.now() - began) / 1_000;
    return {
      report,
      seconds,
      requests,
      otherAccounts: [...others],
      resources,
      gigabyteSeconds: await largestOf(cloud),
    };
  } finally {
    await cloud.stop();
  }
}

async function largestOf(cloud: LocalCloud): Promise<number> {
  const { Functions = [] } = await cloud.client(LambdaClient).send(new ListFunctionsCommand({}));
  return Math.max(0, ...Functions.map(({ MemorySize = 0, Timeout = 0 }) => (MemorySize / 1_024) * Timeout));
}
