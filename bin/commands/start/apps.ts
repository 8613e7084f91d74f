import { UsageError } from '../../usage-error';
import type { StartFlags } from './options';
import { runStart } from './start';
import { runVideo } from './video/video';

/** Runs the reference app that `--app` names. Returns the exit code. */
export function runApp(flags: StartFlags): Promise<number> {
  switch (flags.app) {
    case 'catalogue':
      if (flags.jobs !== undefined) {
        throw new UsageError(
          `'--jobs' must be left out with '--app catalogue', got '${flags.jobs}'. Its messages are the files of a folder. Name the folder with --upload, or add '--app video'.`,
        );
      }
      return runStart(flags);
    case 'video':
      return runVideo(flags);
    default:
      throw new UsageError(
        `'--app' must be 'catalogue' or 'video', got '${flags.app}'. There are no other reference apps.`,
      );
  }
}
