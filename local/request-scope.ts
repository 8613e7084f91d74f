import type { Principal } from '../model/policy/request';
import type { Kernel } from './kernel/kernel';
import type { Request, Router } from './services/service';

export interface RequestOptions {
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  readonly context: Readonly<Record<string, string>>;
  readonly endpoint: string;
  readonly kernel: Kernel;
  readonly router: Router;
  readonly requestId: string;
  /** Called when the request begins to wait for time to pass. */
  readonly onPark?: () => void;
  /** Called when that wait is over. */
  readonly onResume?: () => void;
  /** Whether the caller has hung up is asked only by requests that wait: the signal is made on demand. */
  readonly signal?: () => AbortSignal;
}

/** A request while it is served: counted as work, except while it is parked. */
export class RequestScope implements Request {
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly context: Readonly<Record<string, string>>;
  readonly endpoint: string;
  readonly kernel: Kernel;
  readonly router: Router;
  private end: () => void;
  private abortSignal: AbortSignal | undefined;

  constructor(private readonly options: RequestOptions) {
    this.principal = options.principal;
    this.account = options.account;
    this.region = options.region;
    this.requestId = options.requestId;
    this.context = options.context;
    this.endpoint = options.endpoint;
    this.kernel = options.kernel;
    this.router = options.router;
    this.end = this.kernel.work.begin();
  }

  get signal(): AbortSignal {
    // A caller inside the cloud never hangs up, but its request may still be listened to.
    this.abortSignal ??= this.options.signal?.() ?? new AbortController().signal;
    return this.abortSignal;
  }

  park(): () => void {
    this.end();
    this.options.onPark?.();
    return () => {
      this.end = this.kernel.work.begin();
      this.options.onResume?.();
    };
  }

  finish(): void {
    this.end();
  }
}
