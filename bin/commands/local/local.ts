import { resolve } from 'node:path';
import type { Enforcement, LocalCloud, StackResult } from '../../../local';
import { showDeployment } from '../../console/deployment';
import { showEndpoint } from '../../console/endpoint-help';
import { count, heading, print, red, table } from '../../console/output';
import { Interrupted, Interruption } from '../../interruption';
import { withLocalCloud } from '../../local-session';
import { readPort } from '../../port';
import { UsageError } from '../../usage-error';
import { readOrganization } from './read-organization';
import { watchAssembly } from './watch-assembly';

export interface LocalFlags {
  readonly watch: boolean;
  readonly port: string;
  readonly enforcement: string;
  readonly organization?: string;
}

const modes: readonly Enforcement[] = ['strict', 'audit', 'off'];

/** Deploys a cloud assembly and keeps it running until Ctrl-C. Returns the exit code. */
export function runLocal(directory: string, flags: LocalFlags): Promise<number> {
  const assembly = resolve(directory);
  const enforcement = modes.find((mode) => mode === flags.enforcement);
  if (enforcement === undefined)
    throw new UsageError(`'--enforcement' must be one of ${modes.join(', ')}, got '${flags.enforcement}'.`);
  const port = readPort(flags.port);
  const organization = readOrganization(flags.organization);
  const interruption = new Interruption();
  return withLocalCloud({ port, enforcement, organization }, async (cloud) => {
    await interruption.race(deployFirst(cloud, assembly));
    const end = flags.watch ? redeployOnChange(cloud, assembly) : () => {};
    showEndpoint(cloud, ['aws sqs list-queues', 'aws s3 ls', 'aws logs describe-log-groups']);
    await untilInterrupted(interruption);
    end();
    return 0;
  });
}

/** There is nothing to keep when the first deployment fails: the command ends. */
async function deployFirst(cloud: LocalCloud, assembly: string): Promise<void> {
  try {
    await deploy(cloud, assembly);
  } catch (error) {
    throw refusals.includes(nameOf(error)) ? new UsageError(messageOf(error)) : error;
  }
}

/** What was wrong before anything was created. */
const refusals = ['AssemblyError', 'ValidationError'];

async function deploy(cloud: LocalCloud, assembly: string): Promise<void> {
  heading(`Deploying ${assembly}`);
  const done = showDeployment(cloud);
  try {
    const stacks = await cloud.deploy(assembly);
    const changed = stacks.filter((stack) => stack.changed);
    print(changed.length === 0 ? '  no changes' : `  ${count(changed.length, 'stack')} deployed`);
    showOutputs(changed);
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
  print(`\nWatching ${assembly}: what the next 'cdk synth' changes is deployed.`);
  return watchAssembly(assembly, async () => {
    try {
      await deploy(cloud, assembly);
    } catch (error) {
      print(red(messageOf(error)));
      print('  What was deployed before still runs; the next synthesis may mend it.');
    }
  });
}

async function untilInterrupted(interruption: Interruption): Promise<void> {
  try {
    await interruption.race(new Promise<never>(() => {}));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
