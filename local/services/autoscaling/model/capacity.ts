import type { Adjustment } from './scaling-policy';

/**
 * "Step and simple scaling policies for Amazon EC2 Auto Scaling", scaling adjustment types: percents above 1 instance
 * are rounded toward zero, those below 1 are one instance.
 */
export function adjusted(capacity: number, amount: number, { type, minMagnitude }: Adjustment): number {
  switch (type) {
    case 'ExactCapacity':
      return amount;
    case 'ChangeInCapacity':
      return Math.max(0, capacity + amount);
    case 'PercentChangeInCapacity': {
      const exact = (capacity * amount) / 100;
      const whole = Math.abs(exact) < 1 ? Math.sign(exact) : Math.trunc(exact);
      const magnitude = Math.max(Math.abs(whole), minMagnitude ?? 0);
      return Math.max(0, capacity + Math.sign(amount) * magnitude);
    }
  }
}
