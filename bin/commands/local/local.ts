import { watch } from 'node:fs';
import { resolve } from 'node:path';
import type { Enforcement, LocalCloud, StackResult } from '../../../local';
import { showDeployment } from '../../console/deployment';
import { showEndpoint } from '../../console/endpoint-help';
import { count, heading, print, red, table } from '../../console/output';
import { untilStopped, withLocalCloud } from '../../local-session';
import { readPort } from '../../port';
import { UsageError } from '../../usage-error';

export interface LocalFlags {
  readonly watch: boolean;
  readonly port: string;
  readonly enforcement: string;
}

const modes: readonly Enforcement[] = ['strict', 'audit', 'off'];
/** A synthesis writes many files; what changed is deployed when they have come to rest. */
const restBeforeDeploy = 300;

/** Deploys a cloud assembly and keeps it running until Ctrl-C. Returns the exit code. */
export function runLocal(directory: string, flags: LocalFlags): Promise<number> {
  const assembly = resolve(directory);
  const enforcement = modes.find((mode) => mode === flags.enforcement);
  if (enforcement === undefined)
    throw new UsageError(`'--enforcement' must be one of ${modes.join(', ')}, got '${flags.enforcement}'.`);
  return withLocalCloud({ port: readPort(flags.port), enforcement }, async (cloud) => {
    const stopped = untilStopped();
    const stacks = await deploy(cloud, assembly);
    showOutputs(stacks);
    showEndpoint(cloud, ['aws sqs list-queues', 'aws s3 ls', 'aws logs describe-log-groups']);
    const end = flags.watch ? redeployOnChange(cloud, assembly) : () => {};
    await stopped;
    end();
    return 0;
  });
}

async function deploy(cloud: LocalCloud, assembly: string): Promise<readonly StackResult[]> {
  heading(`Deploying ${assembly}`);
  const done = showDeployment(cloud);
  try {
    const stacks = await cloud.deploy(assembly);
    const changed = stacks.filter((stack) => stack.changed);
    print(changed.length === 0 ? '  no changes' : `  ${count(changed.length, 'stack')} deployed`);
    return stacks;
  } catch (error) {
    if (error instanceof Error && error.name !== 'Error') throw new UsageError(error.message);
    throw error;
  } finally {
    done();
  }
}

function showOutputs(stacks: readonly StackResult[]): void {
  for (const { stackName, outputs } of stacks) {
    const rows = Object.entries(outputs);
    if (rows.length === 0) continue;
    heading(`Outputs of ${stackName}`);
    table(rows);
  }
}

function redeployOnChange(cloud: LocalCloud, assembly: string): () => void {
  let timer: NodeJS.Timeout | undefined;
  let deploying = Promise.resolve();
  const redeploy = async (): Promise<void> => {
    try {
      await deploy(cloud, assembly);
    } catch (error) {
      // What was deployed before is still there; the next change may mend it.
      print(red(error instanceof Error ? error.message : String(error)));
    }
  };
  const watcher = watch(assembly, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      deploying = deploying.then(redeploy);
    }, restBeforeDeploy);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
