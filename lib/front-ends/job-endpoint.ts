import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { check } from '../guard/rule';
import { PRODUCE } from '../queue/queue-grants';
import { isAnyWorkQueue } from '../queue/work-queue-base';
import type { JobEndpointProps, JobThrottling } from './job-endpoint-props';
import { JOB_ENDPOINT_RULES } from './job-endpoint-rules';
import { SendJobIntegration } from './sqs-integration';

const DEFAULT_PATH = '/jobs';
const DEFAULT_JOB_ID_HEADER = 'job-id';
const DEFAULT_THROTTLING: JobThrottling = { rateLimit: 100, burstLimit: 100 };

/** What SQS answers for a message that it has taken, and what the caller gets. */
const SENT = '200';
const ACCEPTED = '202';

/** One line of JSON for each request. */
const ACCESS_LOG = {
  jobId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  integrationStatus: '$context.integrationStatus',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  responseLength: '$context.responseLength',
};

/**
 * An HTTP front end of a queue: it takes a job, answers 202 with the job's id, and the message is in the queue by then.
 * API Gateway sends to SQS itself, so nothing else has to run, scale or fail.
 */
export class JobEndpoint extends Construct {
  readonly api: apigateway.HttpApi;
  readonly route: apigateway.HttpRoute;

  /** Of each request, with its job id. */
  readonly accessLog: logs.ILogGroup;

  /** Where jobs are posted. A path parameter stands there in braces. */
  readonly url: string;

  /** @throws GuardError with everything that is wrong about the props */
  constructor(scope: Construct, id: string, props: JobEndpointProps) {
    super(scope, id);
    const { path = DEFAULT_PATH, jobIdHeader = DEFAULT_JOB_ID_HEADER } = props;
    check(this, { ...props, path, scope: this }, JOB_ENDPOINT_RULES);

    this.api = new apigateway.HttpApi(this, 'Api', {
      description: `Jobs for ${props.queue.node.path}`,
      createDefaultStage: false,
      corsPreflight: props.cors && {
        ...props.cors,
        exposeHeaders: [...(props.cors.exposeHeaders ?? []), jobIdHeader],
      },
    });
    this.route = new apigateway.HttpRoute(this, 'Route', {
      httpApi: this.api,
      routeKey: apigateway.HttpRouteKey.with(path, apigateway.HttpMethod.POST),
      integration: new SendJobIntegration(props, this.createRole(props)),
      authorizer: props.authorizer ?? new HttpIamAuthorizer(),
    });
    this.mapResponse(jobIdHeader);
    this.accessLog = new logs.LogGroup(this, 'AccessLog', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: props.throttling ?? DEFAULT_THROTTLING,
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(this.accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.url = `${this.api.apiEndpoint}${path}`;
    stage.node.addDependency(this.route);
  }

  /** May send to this queue, and nothing else. */
  private createRole({ queue }: JobEndpointProps): iam.Role {
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: `Sends jobs to ${queue.node.path}`,
    });
    if (isAnyWorkQueue(queue)) {
      // A queue of another account prints its owner's half, that of the key included.
      queue.grantSend(role);
    } else {
      queue.encryptionMasterKey?.grant(role, ...PRODUCE.key);
      queue.grant(role, ...PRODUCE.queue);
    }
    return role;
  }

  /** CDK's integration cannot say this. SQS's body, which is XML, stays: an HTTP API maps headers and status only. */
  private mapResponse(jobIdHeader: string): void {
    const integration = this.node.findAll().find((child) => child instanceof apigateway.CfnIntegration);
    if (integration === undefined) {
      throw new Error(`${this.route.node.path} has no integration`);
    }
    integration.responseParameters = {
      [SENT]: {
        // Written as CloudFormation has it: the L1 leaves this property as it is.
        ResponseParameters: [
          { Destination: 'overwrite:statuscode', Source: ACCEPTED },
          { Destination: `overwrite:header.${jobIdHeader}`, Source: '$context.requestId' },
        ],
      },
    };
  }
}
