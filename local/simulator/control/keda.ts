import type { Machine } from '../fleet/machine';
import { type GroupPlan, SimulatedGroup } from '../fleet/simulated-group';
import type { FleetControl, World } from '../scenario';

/** KEDA's documentation, "AWS SQS Queue" scaler and "ScaledObject specification", all times in seconds. */
const KEDA = { pollingInterval: 30, cooldownPeriod: 300 };
/** Kubernetes' documentation, "Horizontal Pod Autoscaling": defaults. */
const HPA = { syncPeriod: 15, tolerance: 0.1, stabilization: 300, growthPercent: 100, growthPods: 4 };

/**
 * KEDA's rule, on instances in the place of pods: messages that wait or are in work, by `queueLength` for each instance.
 * It asks SQS itself and so needs no metrics.
 */
export function keda(name: string, queueLength: number, plan: GroupPlan, machine: Machine): FleetControl {
  return {
    name,
    start: (world) => {
      const group = new SimulatedGroup(world, plan, machine);
      const rule = new Rule(world, group, queueLength, plan.settings.minSize);
      every(world, KEDA.pollingInterval, (now) => rule.poll(now));
      every(world, HPA.syncPeriod, (now) => rule.sync(now));
      return group.group;
    },
  };
}

function every({ agenda, end }: World, seconds: number, task: (now: number) => void): void {
  const run = (now: number) => {
    task(now);
    if (now < end) agenda.at(now + seconds * 1000, run);
  };
  agenda.at(agenda.now, run);
}

class Rule {
  private activeAt: number;
  private recommended: { readonly at: number; readonly size: number }[] = [];

  constructor(
    private readonly world: World,
    private readonly group: SimulatedGroup,
    private readonly queueLength: number,
    private readonly min: number,
  ) {
    this.activeAt = world.agenda.now;
  }

  /** Between none and one: KEDA itself. */
  poll(now: number): void {
    if (this.messages(now) > 0) {
      this.activeAt = now;
      if (this.group.group.desired === 0) this.group.setDesired(1, now);
    } else if (this.min === 0 && now - this.activeAt >= KEDA.cooldownPeriod * 1000) {
      this.group.setDesired(0, now);
    }
  }

  /** Between one and the most: the Horizontal Pod Autoscaler that KEDA feeds. */
  sync(now: number): void {
    const { desired } = this.group.group;
    if (desired === 0) return;
    const needed = this.messages(now) / this.queueLength;
    const raw = Math.abs(needed / desired - 1) <= HPA.tolerance ? desired : Math.max(1, this.min, Math.ceil(needed));
    this.recommended = this.recommended.filter(({ at }) => now - at < HPA.stabilization * 1000);
    this.recommended.push({ at: now, size: raw });
    const stabilized = Math.max(...this.recommended.map(({ size }) => size));
    const most = Math.max(desired * (1 + HPA.growthPercent / 100), desired + HPA.growthPods);
    const next = raw > desired ? Math.min(raw, most) : Math.min(desired, stabilized);
    if (next !== desired) this.group.setDesired(next, now);
  }

  private messages(now: number): number {
    const { visible, inFlight } = this.world.queue.sample(now);
    return visible + inFlight;
  }
}
