export type ActivityStatus =
  | 'PreInService'
  | 'MidLifecycleAction'
  | 'InProgress'
  | 'Successful'
  | 'Failed'
  | 'Cancelled';

/** "Activity", API Reference: what `DescribeScalingActivities` tells. */
export interface Activity {
  readonly id: string;
  readonly description: string;
  readonly cause: string;
  readonly start: number;
  status: ActivityStatus;
  statusMessage: string | undefined;
  end: number | undefined;
}

/** "DescribeScalingActivities" goes back six weeks; a group that runs long keeps the latest ones. */
const KEPT = 1_000;

/** What a group did, the latest last. */
export class ActivityLog {
  private entries: Activity[] = [];

  /** The latest first, as AWS lists them. */
  get all(): readonly Activity[] {
    return [...this.entries].reverse();
  }

  get inProgress(): boolean {
    return this.entries.some(({ end }) => end === undefined);
  }

  begin(activity: Omit<Activity, 'statusMessage' | 'end'>): Activity {
    const begun: Activity = { ...activity, statusMessage: undefined, end: undefined };
    this.entries.push(begun);
    if (this.entries.length > 2 * KEPT) this.entries = this.entries.slice(-KEPT);
    return begun;
  }
}

export function endActivity(
  activity: Activity,
  status: 'Successful' | 'Failed' | 'Cancelled',
  now: number,
  message?: string,
): void {
  activity.status = status;
  activity.statusMessage = message;
  activity.end = now;
}

/** `2026-11-22T14:31:00Z`, as it stands in the causes of activities. */
export function causeTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}
