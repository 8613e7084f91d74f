import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StackResult } from '../../../local';

/** What the command needs to know of the deployed reference app. */
export interface ReferenceApp {
  readonly uploads: string;
  readonly catalogue: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly logGroup: string;
}

const root = join(__dirname, '..', '..', '..');
const canKillGroups = process.platform !== 'win32';

/**
 * Writes a reference app's cloud assembly into `directory`, as `cdk synth` does: in a process of its own, because
 * CDK blocks the one it runs in for seconds and reports its progress where the command's own output stands.
 */
export async function synthesize(entry: 'app.ts' | 'video.ts', directory: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, join(root, 'bin', entry)],
    {
      cwd: root,
      // CDK reads both: where to write, and that the template need not be validated. That takes longer than all the
      // rest, and `cdk synth` and the tests do it.
      env: { ...process.env, CDK_OUTDIR: directory, CDK_VALIDATION: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: bundling starts further processes, which must be gone before the folder is removed.
      detached: canKillGroups,
    },
  );
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text));
  const kill = (): void => {
    try {
      if (canKillGroups && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  };
  signal.addEventListener('abort', kill);
  try {
    const [code] = await once(child, 'close');
    signal.throwIfAborted();
    if (code !== 0) {
      throw new Error(`The reference app could not be synthesized.\n${Buffer.concat(said).toString('utf8').trim()}`);
    }
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

export function referenceApp(stacks: readonly StackResult[]): ReferenceApp {
  const outputs: Readonly<Record<string, string | undefined>> = stacks[0]?.outputs ?? {};
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`The reference app's stack has no output '${name}'.`);
    return value;
  };
  return {
    uploads: output('UploadsBucketName'),
    catalogue: output('CatalogueBucketName'),
    queueUrl: output('QueueUrl'),
    deadLetterQueueUrl: output('DeadLetterQueueUrl'),
    logGroup: output('LogGroupName'),
  };
}
