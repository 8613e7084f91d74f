import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readPort } from '../../port';
import { UsageError } from '../../usage-error';

/** As they come from the command line. */
export interface StartFlags {
  readonly app: string;
  readonly jobs?: string;
  readonly upload?: string;
  readonly out?: string;
  readonly once: boolean;
  readonly port?: string;
}

export interface StartOptions {
  readonly folder: string;
  readonly out: string | undefined;
  readonly once: boolean;
  readonly port: number;
}

const samples = join(__dirname, '..', '..', '..', 'samples');
const usualPort = 4566;

/** Checks everything that can be checked before anything is started. */
export function readOptions(flags: StartFlags): StartOptions {
  const folder = resolve(flags.upload ?? samples);
  if (!existsSync(folder))
    throw new UsageError(`'--upload' must be a folder, got '${flags.upload}', which does not exist.`);
  if (!statSync(folder).isDirectory())
    throw new UsageError(
      `'--upload' must be a folder, got '${flags.upload}', which is a file. Name the folder that holds it.`,
    );
  return {
    folder,
    out: flags.out === undefined ? undefined : outputFile(flags.out),
    once: flags.once,
    port: flags.port === undefined ? (flags.once ? 0 : usualPort) : readPort(flags.port),
  };
}

function outputFile(name: string): string {
  const file = resolve(name);
  const folder = dirname(file);
  if (!existsSync(folder))
    throw new UsageError(`'--out' must be in a folder that exists, got '${name}'. Create ${folder} first.`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new UsageError(`'--out' must be a file, got '${name}', which is a folder.`);
  try {
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
  } catch {
    throw new UsageError(`'--out' must be writable, got '${name}'. This user may not write there.`);
  }
  return file;
}
