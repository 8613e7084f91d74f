import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unzip } from '../../../zip';
import type { RootFolder } from './root-folder';
import type { Command } from './user-data';

/** What a command of `runcmd` can do beside changing files. */
export interface CommandTargets {
  readonly root: RootFolder;
  /** Copies an object, as the instance's role. */
  readonly copyObject: (bucket: string, key: string, path: string) => Promise<void>;
  readonly startUnit: (name: string) => void;
  readonly stopUnit: (name: string) => Promise<void>;
  /** The CloudWatch agent's configuration lies in this file. */
  readonly configureLogAgent: (path: string) => void;
}

/** Carries a command out. Returns false for one that a local instance does not know. */
export async function runCommand(command: Command, targets: CommandTargets): Promise<boolean> {
  // Node is there: it is the one that runs the cloud.
  if (typeof command === 'string' && /^command -v node\b/.test(command)) return true;
  const [program = '', ...args] = typeof command === 'string' ? command.split(/\s+/) : command;
  switch (basename(program)) {
    case 'mkdir':
      for (const path of args.filter((argument) => !argument.startsWith('-'))) targets.root.makeFolder(path);
      return true;
    case 'aws':
      return copyFromBucket(args, targets);
    case 'python3':
      if (args[0] !== '-m' || args[1] !== 'zipfile' || args[2] !== '-e') return false;
      extract(args[3] ?? '', args[4] ?? '', targets.root);
      return true;
    case 'unzip':
      return extractWithUnzip(args, targets.root);
    case 'systemctl':
      return systemctl(args, targets);
    case 'amazon-cloudwatch-agent-ctl': {
      const config = args[args.indexOf('-c') + 1] ?? '';
      if (!args.includes('-c') || !config.startsWith('file:')) return false;
      targets.configureLogAgent(config.slice('file:'.length));
      return true;
    }
    default:
      return false;
  }
}

async function copyFromBucket(args: readonly string[], { copyObject }: CommandTargets): Promise<boolean> {
  const [service, action, ...rest] = args;
  const [from = '', to] = rest.filter((argument) => !argument.startsWith('--'));
  const source = /^s3:\/\/([^/]+)\/(.+)$/.exec(from);
  if (service !== 's3' || action !== 'cp' || source === null || to === undefined) return false;
  await copyObject(source[1] ?? '', source[2] ?? '', to);
  return true;
}

function extractWithUnzip(args: readonly string[], root: RootFolder): boolean {
  const into = args.indexOf('-d');
  const archive = args.find((argument, index) => !argument.startsWith('-') && index !== into + 1);
  if (archive === undefined) return false;
  extract(archive, into < 0 ? '/' : (args[into + 1] ?? '/'), root);
  return true;
}

/** A folder in place of an archive is an asset of the deployed assembly, which is packed only on its way to AWS. */
function extract(archive: string, folder: string, root: RootFolder): void {
  const path = root.at(archive);
  root.makeFolder(folder);
  if (statSync(path).isDirectory()) cpSync(path, root.at(folder), { recursive: true });
  else unzip(readFileSync(path), root.at(folder));
}

async function systemctl(args: readonly string[], { root, startUnit, stopUnit }: CommandTargets): Promise<boolean> {
  const [action, ...rest] = args;
  const units = rest.filter((argument) => !argument.startsWith('--'));
  if (action === 'daemon-reload') return true;
  // Units of the operating system are not there.
  if (!units.every((name) => existsSync(root.at(join('/etc/systemd/system', fullName(name)))))) return false;
  if (action === 'stop' || action === 'restart') for (const name of units) await stopUnit(fullName(name));
  const starts = action === 'start' || action === 'restart' || (action === 'enable' && rest.includes('--now'));
  if (starts) for (const name of units) startUnit(fullName(name));
  return starts || action === 'stop' || action === 'enable';
}

const fullName = (name: string): string => (name.includes('.') ? name : `${name}.service`);

/** Makes room for a file or folder that is copied anew. */
export function replace(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
