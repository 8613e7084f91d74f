import { rmSync } from 'node:fs';
import { LocalCloud, type LocalCloudOptions } from '../local';
import { UsageError } from './usage-error';

/** Runs `work` with a local cloud that is gone afterwards, whatever happens. */
export async function withLocalCloud<Result>(
  options: LocalCloudOptions & { readonly port: number },
  work: (cloud: LocalCloud) => Promise<Result>,
): Promise<Result> {
  const cloud = await startCloud(options);
  // Also when the process ends at once; its functions' processes end when their channel to it closes.
  const removeFiles = (): void => rmSync(cloud.kernel.directory, { recursive: true, force: true });
  process.once('exit', removeFiles);
  try {
    return await work(cloud);
  } finally {
    await cloud.stop();
    process.off('exit', removeFiles);
  }
}

async function startCloud(options: LocalCloudOptions & { readonly port: number }): Promise<LocalCloud> {
  try {
    return await LocalCloud.start(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new UsageError(
        `Port ${options.port} is taken. Something else listens on 127.0.0.1:${options.port}. End it, or choose another port with --port, 0 for a free one.`,
      );
    }
    if (code === 'EACCES') {
      throw new UsageError(
        `Port ${options.port} needs more rights than this user has. Choose one above 1023 with --port.`,
      );
    }
    throw error;
  }
}
