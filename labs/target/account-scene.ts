import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dnsSuffixOf, partitionOf } from '../../model/partition';
import { type ClientClass, LabError, type Scene } from '../contract';
import { Code } from '../runner/code';
import { STACK_ID, synthesize } from '../runner/deploy';
import { physicalId, queueUrl } from '../runner/local-scene';
import type { Account } from './account';
import { RunBucket, uploadAssets } from './assets';
import { bucketOf, type LabRun, stackNameOf, tagsOf } from './lab-run';
import { rename, type Template } from './rename';
import { AccountStacks } from './stacks';
import type { Time } from './time';

export interface Stage {
  readonly account: Account;
  readonly run: LabRun;
  readonly time: Time;
  /** Called when the stack is there, and the story begins. */
  readonly onDeployed?: () => void;
}

/** Deploys the learner's stack into an account, under names of its own and with the run's tags on everything. */
export async function accountScene(directory: string, stage: Stage): Promise<Scene> {
  const { account, run, time } = stage;
  const code = new Code(directory, time.timers);
  const { resources, queues } = await deployInto(stage, code);
  stage.onDeployed?.();
  const sqs = account.client(SQSClient);
  const began = time.now();
  return {
    code,
    sqs,
    began,
    otherAccounts: false,
    pollSeconds: time.pollSeconds,
    account: account.account,
    region: account.region,
    client: <Client>(Class: ClientClass<Client>, other = account.account) => {
      if (other === account.account) return account.client(Class);
      throw new LabError(
        `The story needs a client of account ${other}, and there are credentials of ${run.account} only.`,
      );
    },
    now: () => (time.now() - began) / 1_000,
    pass: (seconds) => time.pass(seconds),
    sleep: (seconds) => new Promise((resolve) => time.timers.setTimeout(() => resolve(), seconds * 1_000)),
    queueUrl: (name) => queueUrl(sqs, queues.get(name) ?? name),
    denials: () => [],
    refusedAnswers: () => [],
    physicalId: (type) => physicalId(resources, type),
  };
}

async function deployInto({ account, run, time }: Stage, code: Code) {
  const outdir = mkdtempSync(join(tmpdir(), 'spillway-labs-assembly-'));
  try {
    const assembly = synthesize(code, outdir, bucketOf(run));
    const synthesized: Template = JSON.parse(readFileSync(join(assembly, `${STACK_ID}.template.json`), 'utf8'));
    const { template, queues } = rename(synthesized, run.id);
    const bucket = new RunBucket(account, run);
    await uploadAssets(assembly, bucket);
    const resources = await new AccountStacks(account, time).create({
      name: stackNameOf(run),
      template: JSON.stringify(template),
      tags: tagsOf(run),
      upload: async (text) => {
        await bucket.put('template.json', text);
        const { region } = account;
        return `https://${bucketOf(run)}.s3.${region}.${dnsSuffixOf(partitionOf(region))}/template.json`;
      },
    });
    return { resources, queues };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
