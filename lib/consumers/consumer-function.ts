import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { requireEsbuild } from './esbuild';
import type { LambdaConsumerProps } from './lambda-consumer-props';

export const DEFAULT_TIMEOUT = Duration.seconds(30);
const DEFAULT_MEMORY_MB = 256;

export interface ConsumerFunction {
  readonly fn: lambda.Function;
  readonly logGroup: logs.LogGroup;
}

/** The props that make up a function, whatever it consumes. */
export type ConsumerFunctionProps = Pick<
  LambdaConsumerProps,
  'entry' | 'timeout' | 'memorySize' | 'reservedConcurrentExecutions' | 'environment' | 'bundling' | 'logRetention'
> & { readonly description: string };

/** The function of a consumer, with a role that may do nothing but write this function's log. */
export function createFunction(scope: Construct, props: ConsumerFunctionProps): ConsumerFunction {
  requireEsbuild(scope, props.bundling);
  const { description } = props;
  const logGroup = new logs.LogGroup(scope, 'LogGroup', {
    retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    description,
  });
  role.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      // Ends in `:*`, which covers the group and its streams.
      resources: [logGroup.logGroupArn],
    }),
  );

  const fn = new NodejsFunction(scope, 'Function', {
    entry: props.entry,
    role,
    logGroup,
    description,
    runtime: lambda.Runtime.NODEJS_24_X,
    timeout: props.timeout ?? DEFAULT_TIMEOUT,
    memorySize: props.memorySize ?? DEFAULT_MEMORY_MB,
    reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
    bundling: {
      // CommonJS, because libraries that call `require` at run time fail in an ESM bundle; ESM-only ones bundle fine.
      format: OutputFormat.CJS,
      // Below the runtime: what is newer in the language would not run in a local cloud on an older Node.
      target: 'node22',
      sourceMap: true,
      minify: false,
      logLevel: LogLevel.WARNING,
      // The same with every set of feature flags: the runtime brings both.
      externalModules: ['@aws-sdk/*', '@smithy/*'],
      ...props.bundling,
    },
  });
  return { fn, logGroup };
}
