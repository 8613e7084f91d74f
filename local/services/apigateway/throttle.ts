import { ACCOUNT_BURST, ACCOUNT_RATE } from '../../../model/limits/api-gateway';

export interface ThrottleSettings {
  /** Requests a second. @default the account's quota */
  readonly ThrottlingRateLimit?: number;
  /** Requests at once. @default the account's quota */
  readonly ThrottlingBurstLimit?: number;
}

/**
 * How many requests of each route pass: a bucket of tokens, as "Throttle your HTTP APIs" describes it. Each request takes
 * one, the rate fills it again, the burst is what it holds.
 */
export class Throttle {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly byDefault: ThrottleSettings = {},
    private readonly byRoute: Readonly<Record<string, ThrottleSettings>> = {},
  ) {}

  /** Whether a request passes. @param now milliseconds */
  passes(route: string, now: number): boolean {
    const settings = { ...this.byDefault, ...this.byRoute[route] };
    const { ThrottlingRateLimit: rate = ACCOUNT_RATE, ThrottlingBurstLimit: burst = ACCOUNT_BURST } = settings;
    const bucket = this.buckets.get(route) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (rate * (now - bucket.at)) / 1000);
    const passes = tokens >= 1;
    this.buckets.set(route, { tokens: passes ? tokens - 1 : tokens, at: now });
    return passes;
  }
}
