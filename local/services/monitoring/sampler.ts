import type { Kernel } from '../../kernel/kernel';
import type { Alarms } from './alarms';
import type { GroupMetrics } from './group-metrics';
import type { MetricTiming } from './metric-timing';
import type { Publication } from './publication';
import type { QueueMetrics } from './queue-metrics';
import { MINUTE_MS } from './series';

/** Takes the sources' values at each whole minute, publishes those that are due, and evaluates the alarms. */
export class Sampler {
  private running = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly queues: QueueMetrics,
    private readonly groups: GroupMetrics,
    private readonly publication: Publication,
    private readonly alarms: Alarms,
    private readonly timing: MetricTiming,
  ) {}

  /** Nothing is sampled before somebody asks for a metric or sets an alarm. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.queues.begin(this.kernel.clock.now());
    this.scheduleNext();
  }

  /** For whoever reads metrics: what is published by now is there. */
  refresh(): void {
    this.start();
    this.publication.publish(this.kernel.clock.now());
  }

  private scheduleNext(): void {
    const { clock } = this.kernel;
    const minute = (Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS;
    // AWS does not say when within a minute an alarm is evaluated; here it is when a minute's values have come.
    const evaluation = (this.timing.publicationSeconds * 1_000) % MINUTE_MS;
    clock.at(minute, 'recurring', () => {
      this.queues.record(minute);
      this.groups.record(minute);
      if (evaluation === 0) this.evaluate(minute);
      else clock.at(minute + evaluation, 'recurring', () => this.evaluate(minute));
      this.scheduleNext();
    });
  }

  private evaluate(minute: number): void {
    this.refresh();
    this.alarms.evaluate(minute);
  }
}
