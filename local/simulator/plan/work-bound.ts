import type { Scenario } from '../scenario';
import { workOf } from '../workload/workload';

/** Instance seconds that the work alone would take on instances with no slot ever free. */
export function workBound({ workload, queue, worker }: Pick<Scenario, 'workload' | 'queue' | 'worker'>): number {
  const work = workload.jobs.reduce((sum, job) => sum + workOf(job, queue.maxReceiveCount), 0);
  return work / worker.concurrency;
}
