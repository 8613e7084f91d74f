import type { Agenda } from '../agenda';
import type { Chance } from '../chance';
import type { SimulatedQueue } from '../simulated-queue';
import type { Job } from '../workload/workload';
import { Worker, type WorkerSettings, type WorkObserver } from './worker';

/** One instance, from the order to its end. */
export interface Instance {
  readonly id: string;
  readonly launchedAt: number;
  /** When its worker began to receive; undefined when it never did. */
  readyAt: number | undefined;
  endedAt: number | undefined;
}

/** Seconds of one long poll. */
const WAIT_TIME = 20;

/** The instances with their workers, and who of them gets the next message: they wait in turn. */
export class Fleet {
  readonly instances: Instance[] = [];
  private readonly workers = new Map<string, Worker>();
  private readonly byId = new Map<string, Instance>();
  private readonly waiting = new Set<Worker>();

  constructor(
    private readonly settings: WorkerSettings,
    private readonly jobs: readonly Job[],
    private readonly queue: SimulatedQueue,
    private readonly agenda: Agenda,
    private readonly observer: WorkObserver,
    private readonly chance: Chance,
  ) {
    queue.onVisible = (now) => this.serve(now);
  }

  /** Instances that are paid for. */
  get running(): number {
    return this.byId.size;
  }

  /** Instances whose workers work, those that drain included. */
  get working(): number {
    return this.workers.size;
  }

  /** Orders an instance: it is paid for from now on. */
  launch(now: number): Instance {
    const id = `i-${String(this.instances.length + 1).padStart(8, '0')}`;
    const instance: Instance = { id, launchedAt: now, readyAt: undefined, endedAt: undefined };
    this.instances.push(instance);
    this.byId.set(id, instance);
    return instance;
  }

  /** Its worker runs. */
  ready(id: string, now: number): void {
    const instance = this.byId.get(id);
    if (instance === undefined) return;
    instance.readyAt = now;
    const { settings, jobs, queue, agenda, observer, chance } = this;
    const worker = new Worker(settings, jobs, queue, agenda, observer, chance, (freed, later) =>
      this.offer(freed, later),
    );
    this.workers.set(id, worker);
    this.offer(worker, now);
  }

  /** @param budget seconds after which what is still in work is given back */
  drain(id: string, budget: number, now: number, idle: (now: number) => void): void {
    const worker = this.workers.get(id);
    if (worker === undefined) {
      idle(now);
      return;
    }
    this.waiting.delete(worker);
    worker.drain(now, idle);
    if (worker.busy > 0) this.agenda.at(now + budget * 1000, (later) => worker.giveBack(later));
  }

  /** The instance is gone, with whatever its worker was doing. */
  end(id: string, now: number): void {
    const instance = this.byId.get(id);
    if (instance === undefined) return;
    const worker = this.workers.get(id);
    if (worker !== undefined) {
      this.waiting.delete(worker);
      worker.kill(now);
    }
    this.workers.delete(id);
    this.byId.delete(id);
    instance.endedAt = now;
  }

  /** The long polls of workers that found nothing keep the queue's metrics active. */
  countPolls(seconds: number): void {
    this.queue.emptyReceives += Math.ceil((this.waiting.size * seconds) / WAIT_TIME);
  }

  private serve(now: number): void {
    for (const worker of this.waiting) {
      if (!worker.receive(now)) return;
      this.waiting.delete(worker);
      // To the end of the line, as long as it has room.
      if (worker.hasFreeSlot) this.waiting.add(worker);
    }
  }

  private offer(worker: Worker, now: number): void {
    while (worker.hasFreeSlot && worker.receive(now));
    if (worker.hasFreeSlot) this.waiting.add(worker);
    else this.waiting.delete(worker);
  }
}
