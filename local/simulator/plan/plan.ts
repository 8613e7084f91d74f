import type { Scenario } from '../scenario';
import { demandOf, smoothed } from './demand';
import { costOf, rightSized } from './right-sizing';

/** Seconds. */
const STEP = 10;
/** Over which a static fleet's peak is taken: nobody sizes a fleet for a single second. */
const PEAK_STEP = 60;

/** What could be had by who knows all arrivals beforehand. */
export interface Plan {
  readonly step: number;
  /** Instances in each step since the workload began. */
  readonly instances: readonly number[];
  /** Instance seconds, what the boots cost included. */
  readonly cost: number;
}

/**
 * The offline optimum: demand made as even as the acceptable latency allows, then right-sizing with boots as the
 * switching cost. Work is a fluid in it, so single messages that come together may still wait longer.
 */
export function offlinePlan({ workload, queue, worker, acceptableLatency }: Scenario, bootTime: number): Plan {
  const slots = smoothed(demandOf(workload, queue.maxReceiveCount, STEP), acceptableLatency);
  const needed = slots.map((count) => Math.ceil(round(count / worker.concurrency)));
  const instances = rightSized(needed, STEP, bootTime);
  return { step: STEP, instances, cost: costOf(instances, STEP, bootTime) };
}

/** The instances that a static fleet needs for the busiest minute, and for the mean. */
export function staticSizes({ workload, queue, worker }: Scenario): { readonly peak: number; readonly mean: number } {
  const { step, work } = demandOf(workload, queue.maxReceiveCount, PEAK_STEP);
  const total = work.reduce((sum, amount) => sum + amount, 0);
  const size = (slots: number) => Math.max(1, Math.ceil(round(slots / worker.concurrency)));
  return { peak: size(Math.max(...work) / step), mean: size(total / (work.length * step)) };
}

/** A sum of many numbers must not need one instance more for its last digit. */
function round(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
