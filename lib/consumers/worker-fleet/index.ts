export { WorkerFleet } from './worker-fleet';
export type {
  FleetAlarmOptions,
  FleetLoad,
  FleetMachine,
  FleetRootVolume,
  FleetScaleInProtection,
  FleetSpotOptions,
  WorkerBundling,
  WorkerFleetProps,
} from './worker-fleet-props';
