import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * The command itself once more, from its sources in a checkout: what a learner has written runs in a process of its
 * own, so that an endless loop ends nothing but that.
 */
export function forkCommand(
  entry: string,
  part: 'player' | 'stage' | 'account',
  output: 'inherit' | 'pipe',
): ChildProcess {
  const execArgv = entry.endsWith('.ts') ? ['--import', pathToFileURL(require.resolve('tsx')).href] : [];
  return fork(entry, ['labs', part], { execArgv, stdio: ['ignore', output, output, 'ipc'] });
}

/** The other end: hears what it is told until the channel closes. */
export function hearParent<Message>(told: (message: Message) => unknown): void {
  // Ctrl-C reaches the whole group; the command decides when this ends.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => {
    if (temporaryFolder !== undefined) rmSync(temporaryFolder, { recursive: true, force: true });
    process.exit(0);
  });
  // A promise of the learner's that nobody waits for: what happens says what follows from it.
  process.on('unhandledRejection', (error) => process.stderr.write(`${error}\n`));
  process.on('message', (message: Message) => void told(message));
}

let temporaryFolder: string | undefined;

/** For what the local cloud and CDK write; removed by who is left of the two processes. */
export function useTemporary(folder: string): void {
  temporaryFolder = folder;
  mkdirSync(folder, { recursive: true });
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
}
