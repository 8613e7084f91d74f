/** How instances come and go. All times in seconds. */
export interface Machine {
  /** From the order until the worker receives. A mean; single boots scatter around it. */
  readonly bootTime: number;
  /** Coefficient of variation of the boot time. */
  readonly bootVariation: number;
  /**
   * From the order until EC2 says that the instance runs, which is long before the worker does. A group without a hook
   * for launching counts the instance in service from then on.
   */
  readonly runningAfter: number;
  /** From the order to terminate until the instance is gone. It is not paid for during that time. */
  readonly shutdownTime: number;
  /** Spot interruptions per instance and hour; 0 for On-Demand instances. */
  readonly interruptionsPerHour: number;
}

/** "Spot Instance interruption notices": seconds between the notice and the end. */
export const INTERRUPTION_NOTICE = 120;

export const DEFAULT_MACHINE: Machine = {
  bootTime: 60,
  bootVariation: 0.15,
  runningAfter: 15,
  shutdownTime: 30,
  interruptionsPerHour: 0,
};
