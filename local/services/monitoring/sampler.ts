import type { Kernel } from '../../kernel/kernel';
import type { Alarms } from './alarms';
import type { QueueMetrics } from './queue-metrics';
import { MINUTE_MS } from './series';

/** Once a minute, at the whole minute: takes the sources' values and evaluates the alarms. */
export class Sampler {
  private running = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly queues: QueueMetrics,
    private readonly alarms: Alarms,
  ) {}

  /** Nothing is sampled before somebody asks for a metric or sets an alarm. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.queues.begin(this.kernel.clock.now());
    this.scheduleNext();
  }

  private scheduleNext(): void {
    const { clock } = this.kernel;
    const minute = (Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS;
    clock.at(minute, 'recurring', () => {
      this.queues.record(minute);
      this.alarms.evaluate(minute);
      this.scheduleNext();
    });
  }
}
