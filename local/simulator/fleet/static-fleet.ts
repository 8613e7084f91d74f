import type { FleetControl } from '../scenario';

/** So many instances from before the workload until after it. */
export function staticFleet(size: number, name = `static ${size}`): FleetControl {
  return {
    name,
    start: ({ fleet, agenda }) => {
      for (let index = 0; index < size; index += 1) fleet.ready(fleet.launch(agenda.now).id, agenda.now);
      return { desired: size };
    },
  };
}
