import { Presets, SingleBar } from 'cli-progress';
import { byteSize } from './output';

export interface Progress {
  to(value: number): void;
  end(): void;
}

/** A bar that fills; where there is no terminal, a line every two seconds. On the standard error, like all progress. */
export function progressBar(label: string, total: number, unit: 'files' | 'bytes'): Progress {
  const bar = new SingleBar(
    {
      format: (options, { progress, value }) => {
        const width = 30;
        const filled = Math.round(progress * width);
        const amount = unit === 'bytes' ? `${byteSize(value)} of ${byteSize(total)}` : `${value} of ${total} files`;
        return `  ${label} ${options.barCompleteChar?.repeat(filled) ?? ''}${options.barIncompleteChar?.repeat(width - filled) ?? ''} ${amount}`;
      },
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 2_000,
      fps: 10,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    to: (value) => bar.update(Math.min(value, total)),
    end: () => {
      bar.stop();
    },
  };
}
