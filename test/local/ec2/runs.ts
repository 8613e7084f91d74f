import { spawnSync } from 'node:child_process';

/** Whether a process runs. One that has ended is there until somebody notices it. */
export function runs(pid: number): boolean {
  return /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)]).stdout.toString());
}
