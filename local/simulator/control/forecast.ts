import type { Machine } from '../fleet/machine';
import { type GroupPlan, SimulatedGroup } from '../fleet/simulated-group';
import { offlinePlan } from '../plan/plan';
import type { FleetControl } from '../scenario';

/** Knows all arrivals beforehand: carries the offline optimum out, and orders each instance a boot ahead. */
export function perfectForecast(plan: GroupPlan, machine: Machine): FleetControl {
  return {
    name: 'perfect forecast',
    start: (world) => {
      const { instances, step } = offlinePlan(world.scenario, machine.bootTime);
      const group = new SimulatedGroup(world, plan, machine);
      const boot = Math.ceil(machine.bootTime / step);
      for (let index = -boot; index < instances.length; index += 1) {
        // Whoever is needed at any time until a boot from now must be ordered now.
        const ahead = instances.slice(Math.max(0, index), Math.max(0, index + boot + 1));
        const order = Math.max(0, ...ahead);
        world.agenda.at(world.begin + index * step * 1000, (now) => group.setDesired(order, now));
      }
      world.agenda.at(world.begin + instances.length * step * 1000, (now) => group.setDesired(0, now));
      return group.group;
    },
  };
}
