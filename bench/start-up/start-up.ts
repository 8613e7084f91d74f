import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { type Summary, summarize } from '../statistics';
import { authorization } from '../throughput/requests';

const programs = {
  'bare node:http server': [join(__dirname, 'bare-server.cjs')],
  'local cloud, built': [join(__dirname, 'local-cloud.cjs')],
  'local cloud, sources through tsx': ['--import', 'tsx', join(__dirname, 'local-cloud-sources.ts')],
} as const;

export type Program = keyof typeof programs;

/** Milliseconds from the start of the process to the answer to its first request. */
export async function measureStartUp(repetitions: number): Promise<ReadonlyMap<Program, Summary>> {
  const names = Object.keys(programs) as Program[];
  const times = new Map<Program, number[]>(names.map((name) => [name, []]));
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    for (const name of names) {
      const time = await startOnce(programs[name]);
      // The first time fills the file system's cache.
      if (repetition > 0) times.get(name)?.push(time);
    }
  }
  return new Map(names.map((name) => [name, summarize(times.get(name) ?? [])]));
}

async function startOnce(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = await once(child.stdout, 'data');
  await listQueues(String(url).trim());
  const time = performance.now() - start;
  child.kill();
  await once(child, 'exit');
  return time;
}

function listQueues(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.ListQueues',
      authorization,
    };
    const outgoing = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`ListQueues was answered ${response.statusCode}.`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end('{}');
  });
}
