import { UsageError } from '../../usage-error';
import { listFiles } from './folder';
import { readOptions, type StartFlags } from './options';
import { readVideoOptions } from './video/options';

/** Runs the reference app that `--app` names. Returns the exit code. */
export function runApp(flags: StartFlags): Promise<number> {
  switch (flags.app) {
    case 'catalogue':
      if (flags.jobs !== undefined) {
        throw new UsageError(
          `'--jobs' must be left out with '--app catalogue', got '${flags.jobs}'. Its messages are the files of a folder. Name the folder with --upload, or add '--app video'.`,
        );
      }
      return startOf(flags);
    case 'video':
      return videoOf(flags);
    default:
      throw new UsageError(
        `'--app' must be 'catalogue' or 'video', got '${flags.app}'. There are no other reference apps.`,
      );
  }
}

// Wrong options are refused before the local cloud is loaded, which takes longer than to read them.

function startOf(flags: StartFlags): Promise<number> {
  const options = readOptions(flags);
  const files = listFiles(options.folder);
  const { runStart }: typeof import('./start') = require('./start');
  return runStart(options, files);
}

function videoOf(flags: StartFlags): Promise<number> {
  const options = readVideoOptions(flags);
  const { runVideo }: typeof import('./video/video') = require('./video/video');
  return runVideo(options);
}
