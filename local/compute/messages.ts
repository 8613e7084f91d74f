/** What the cloud and a function's execution environment say to each other. One ordered channel carries all of it. */

/** Bytes of a connection that the function opened to the cloud's endpoint. */
export type TunnelMessage =
  | { readonly t: 'open'; readonly c: number }
  | { readonly t: 'data'; readonly c: number; readonly b: Uint8Array }
  /** The other side has read this many bytes and may be sent as many more. */
  | { readonly t: 'ack'; readonly c: number; readonly n: number }
  | { readonly t: 'end'; readonly c: number }
  | { readonly t: 'close'; readonly c: number };

export interface InvokeMessage {
  readonly t: 'invoke';
  readonly payload: string;
  readonly requestId: string;
  readonly functionArn: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** Where this invocation's chance comes from, on the virtual clock. */
  readonly seed: string;
}

/** To the environment. On the virtual clock each message carries the time. */
export type ToEnvironment = (TunnelMessage | InvokeMessage | { readonly t: 'tick' }) & { readonly now?: number };

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** From the environment. */
export type FromEnvironment =
  | TunnelMessage
  | { readonly t: 'log'; readonly at: number; readonly text: string }
  /** Nothing is left to do but wait: for the cloud, or for the timer at `nextTimer`. */
  | { readonly t: 'idle'; readonly received: number; readonly nextTimer: number | null; readonly rss: number }
  | { readonly t: 'done'; readonly result?: string; readonly error?: FunctionError };

/** How an environment is set up; handed over as JSON in `SPILLWAY_RUNTIME`. */
export interface RuntimeSettings {
  readonly codeDirectory: string;
  readonly handler: string;
  readonly clock: 'real' | 'virtual';
  readonly now: number;
  readonly seed: string;
  readonly endpointHost: string;
  readonly endpointPort: number;
  readonly functionName: string;
  readonly memorySize: number;
  readonly logGroup: string;
  readonly logStream: string;
}
