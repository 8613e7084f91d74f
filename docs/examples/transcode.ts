import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Stops when the worker has lost the message, or has no time left. */
export async function transcode(video: string, format: string, signal: AbortSignal): Promise<void> {
  await run('ffmpeg', ['-i', video, `${video}.${format}`], { signal });
}
