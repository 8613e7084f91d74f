import { Presets, SingleBar } from 'cli-progress';
import { byteSize } from './output';

export interface Progress {
  to(value: number): void;
  end(): void;
}

/** A bar that fills, or where there is no terminal a line at every tenth. On the standard error, beside the results. */
export function progressBar(label: string, total: number, unit: 'files' | 'messages' | 'bytes'): Progress {
  const amount = (value: number): string =>
    unit === 'bytes' ? `${byteSize(value)} of ${byteSize(total)}` : `${value} of ${total} ${unit}`;
  const progress = process.stderr.isTTY ? bar(label, total, amount) : lines(label, total, amount);
  return {
    to: (value) => progress.to(Math.min(Math.max(0, value), total)),
    end: () => progress.end(),
  };
}

function bar(label: string, total: number, amount: (value: number) => string): Progress {
  const width = 30;
  const shown = new SingleBar(
    {
      format: ({ barCompleteChar = '', barIncompleteChar = '' }, { progress, value }) => {
        const filled = Math.round(progress * width);
        return `  ${label} ${barCompleteChar.repeat(filled)}${barIncompleteChar.repeat(width - filled)} ${amount(value)}`;
      },
      hideCursor: true,
      fps: 10,
    },
    Presets.shades_classic,
  );
  shown.start(total, 0);
  return { to: (value) => shown.update(value), end: () => shown.stop() };
}

function lines(label: string, total: number, amount: (value: number) => string): Progress {
  let shown = 0;
  return {
    to: (value) => {
      const tenth = total === 0 ? 10 : Math.floor((10 * value) / total);
      if (tenth <= shown) return;
      shown = tenth;
      process.stderr.write(`  ${label} ${String(tenth * 10).padStart(3)} %  ${amount(value)}\n`);
    },
    end: () => {},
  };
}
