import type { CorsPreflightOptions, IHttpRouteAuthorizer, MappingValue } from 'aws-cdk-lib/aws-apigatewayv2';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** How many jobs are accepted. What is above gets 429 and costs nothing more than the request. */
export interface JobThrottling {
  /** Jobs a second, on average. At least 1; of the whole account and region 10,000 unless raised. */
  readonly rateLimit: number;

  /** Jobs at once. At least 1; of the whole account and region 5,000 unless raised. */
  readonly burstLimit: number;
}

export interface JobEndpointProps {
  /** Where the jobs go: a `WorkQueue`, or any other queue of this region. */
  readonly queue: IQueue;

  /**
   * Where jobs are posted. Begins with `/`; `{name}` is a path parameter.
   *
   * @default '/jobs'
   */
  readonly path?: string;

  /**
   * Who may post jobs: AWS's own signature, or an `HttpJwtAuthorizer`. `new HttpNoneAuthorizer()` lets in everybody.
   *
   * @default - callers sign with IAM credentials that allow `execute-api:Invoke`
   */
  readonly authorizer?: IHttpRouteAuthorizer;

  /**
   * The message group of a job, for example `MappingValue.requestHeader('customer-id')` or
   * `MappingValue.requestPathParam('customer')`.
   *
   * A FIFO queue needs it: SQS refuses a message without, so a request without that header gets 400. On a standard queue
   * it makes the queue fair to its groups.
   *
   * @default - none, for a standard queue
   */
  readonly messageGroupId?: MappingValue;

  /**
   * Of jobs with the same id within 5 minutes a FIFO queue takes the first, for example
   * `MappingValue.requestHeader('idempotency-key')`. Both callers get 202, each with an id of its own, and only the first
   * one's id is a job's.
   *
   * Only with a FIFO queue.
   *
   * @default - the job id, so every request is a job
   */
  readonly messageDeduplicationId?: MappingValue;

  /**
   * The response's header with the job id. Letters, digits and `-`; not one of AWS's own.
   *
   * @default 'job-id'
   */
  readonly jobIdHeader?: string;

  /**
   * How many jobs are accepted.
   *
   * @default - 100 a second, 100 at once
   */
  readonly throttling?: JobThrottling;

  /**
   * Which web pages may post jobs from a browser. The header with the job id is exposed to them.
   *
   * @default - none
   */
  readonly cors?: CorsPreflightOptions;

  /**
   * How long the access log is kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
}
