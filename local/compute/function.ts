/** A deployed function, as far as running it goes. */
export interface FunctionSettings {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly roleArn: string;
  readonly codeDirectory: string;
  /** `file.export` */
  readonly handler: string;
  /** Seconds, 1 to 900. */
  readonly timeout: number;
  /** MiB, 128 to 10,240. */
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** Changes with code and configuration: environments of an older revision take no more invocations. */
  readonly revision: string;
}

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How an invocation ended. */
export interface InvocationResult {
  readonly requestId: string;
  /** What the handler returned, as JSON. */
  readonly payload?: string;
  readonly failure?: FunctionFailure;
  readonly logStream: string;
  readonly lines: readonly LogLine[];
}

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}
