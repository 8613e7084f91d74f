import { readFileSync } from 'node:fs';

// What Linux says about another process; elsewhere these are unknown.

/** What the process holds in memory, buffers included. */
export function residentBytes(pid: number | undefined): number | undefined {
  const pages = procFile(pid, 'statm')?.split(' ')[1];
  return pages === undefined ? undefined : Number(pages) * 4096;
}

/** How long the process has kept a processor busy, in milliseconds. */
export function processorTime(pid: number | undefined): number | undefined {
  // The second field, the program's name, is in brackets and may hold spaces: user and system time are the 12th and 13th after it.
  const fields = procFile(pid, 'stat')?.split(') ')[1]?.split(' ');
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) * 10;
}

function procFile(pid: number | undefined, name: string): string | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
