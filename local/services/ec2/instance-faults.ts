/** What can happen to EC2 instances from outside. */
export interface InstanceFaults {
  /**
   * The interruption of a Spot instance: its notice comes now, its end `noticeMs` milliseconds later.
   *
   * @param noticeMs two minutes by default, as on AWS ("Spot Instance interruption notices")
   */
  interrupt(instanceId: string, noticeMs?: number): void;
  /** Everything in the instance ends at once, without a signal: as when its host fails. */
  kill(instanceId: string): void;
}
