import type { Readable } from 'node:stream';
import type { Decision, NamedPolicy, Principal } from '../../model/policy/request';
import type { Kernel } from '../kernel/kernel';

export type ServiceName =
  | 'sqs'
  | 's3'
  | 'lambda'
  | 'iam'
  | 'sts'
  | 'logs'
  | 'monitoring'
  | 'kms'
  | 'sns'
  | 'events'
  | 'apigateway'
  | 'execute-api'
  | 'autoscaling'
  | 'ec2'
  | 'cloudformation'
  | 'tagging';

/** What must be allowed before an operation runs. */
export interface Access {
  /** For example `sqs:SendMessage`: batch operations are authorized as the singular action. */
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly account: string;
  /** The resource's own policies, such as a queue's. */
  readonly policies?: readonly NamedPolicy[];
  /** Condition keys that this operation adds, such as `s3:prefix`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** One request on its way through the cloud, from outside or from another service. */
export interface Request {
  readonly principal: Principal;
  /** The account in whose name unqualified names are looked up: the caller's, or the resource owner's for a service. */
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  /** Condition keys of the request, such as `aws:SourceArn` and `aws:SecureTransport`. */
  readonly context: Readonly<Record<string, string>>;
  /** `http://127.0.0.1:4566`: queue URLs start with it. */
  readonly endpoint: string;
  readonly kernel: Kernel;
  readonly router: Router;
  /** Aborted when the caller hangs up (a long poll must not receive for a caller that is gone). */
  readonly signal: AbortSignal;
  /**
   * Says that this request now waits for time to pass (a long poll), so that virtual time may move. Call the
   * returned function, synchronously, at the moment when the wait is over.
   */
  park(): () => void;
}

/**
 * One API action. Input and output are what the SDK's command takes and returns; a streamed body
 * is an {@link ObjectBody} on the way in and a Buffer or Readable on the way out.
 */
export interface Operation<Input = never, Output extends object | undefined = object | undefined> {
  /** Everything that must be allowed; an empty list for what AWS lets everybody do (`sts:GetCallerIdentity`). */
  access(input: Input, request: Request): Access | readonly Access[];
  /**
   * What must hold besides the permissions on the resource, such as the use of a queue's key in the caller's name.
   * Asked after them, by `decide` as well. Throws when it does not hold.
   */
  precondition?(input: Input, request: Request): void;
  run(input: Input, request: Request): Output | Promise<Output>;
}

/** A request's streamed payload. */
export interface ObjectBody {
  /** Declared length in bytes after decoding, if known. */
  readonly length: number | undefined;
  stream(): Readable;
}

export interface Service {
  readonly name: ServiceName;
  /** By API action, for example `SendMessage`. An action that is missing answers 501 with its name. */
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Who a service-to-service call is made for. */
export interface CallOptions {
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** The only way from one service to another: each call is authorized like one from outside. */
export interface Router {
  /** Authorizes, runs and returns the operation's output; throws {@link AwsError}, 403 with the reason when denied. */
  call<Output = Record<string, unknown>>(
    service: ServiceName,
    action: string,
    input: object,
    options: CallOptions,
  ): Promise<Output>;
  /** The decision alone: what S3 asks before it accepts a notification destination. Throws when the resource is missing. */
  decide(service: ServiceName, action: string, input: object, options: CallOptions): Decision;
}
