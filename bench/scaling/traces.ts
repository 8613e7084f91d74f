import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '../../local/simulator/chance';
import { readTrace } from '../../local/simulator/workload/trace';
import type { Job, Workload } from '../../local/simulator/workload/workload';

const read = (file: string): string => readFileSync(join(__dirname, 'traces', file), 'utf8');

/** An hour of an inference service. Its first half is one of the workloads that the construct's constants were tried on. */
export const azure = readTrace('azure-llm-code.csv', read('azure-llm-2023-code.csv'));

export const azureSecondHalf: Workload = {
  name: 'azure-llm-code-second-half',
  duration: azure.duration / 2,
  jobs: azure.jobs
    .filter(({ at }) => at >= azure.duration / 2)
    .map((job) => ({ ...job, at: job.at - azure.duration / 2 })),
};

/** Seconds: the mean of the work that the requests to a load balancer are taken for. It was fixed before they were read. */
export const LOAD_BALANCER_WORK = 60;
const COUNT_SECONDS = 300;

const counts = read('nab-elb-2014-04-10.csv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number) as [time: number, requests: number]);

/** A day of a load balancer: real numbers for every five minutes, at random moments in them, with work drawn. */
export function loadBalancer(chance: Chance): Workload {
  const moments = chance.fork('arrivals');
  const work = chance.fork('work');
  const jobs: Job[] = counts.flatMap(([from, requests]) =>
    Array.from({ length: requests }, () => ({
      at: (from + moments.number() * COUNT_SECONDS) * 1000,
      work: work.lognormal(LOAD_BALANCER_WORK, 0.5),
      poison: false,
    })),
  );
  jobs.sort((a, b) => a.at - b.at);
  return { name: 'load-balancer', jobs, duration: 86_400_000 };
}
