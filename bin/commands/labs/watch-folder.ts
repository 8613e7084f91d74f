import { watch } from 'node:fs';

/** Editors save in several steps, some by renaming. */
const SETTLING_MILLISECONDS = 100;

/** Calls `saved` when something in a folder has changed; returns the function that ends it. */
export function watchFolder(folder: string, saved: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(saved, SETTLING_MILLISECONDS);
  });
  // The folder is removed and made anew by a reset, which opens it again.
  watcher.on('error', () => {});
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
