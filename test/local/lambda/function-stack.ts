import type { LocalCloud } from '../../../local';

export interface FunctionStackOptions {
  /** CommonJS source that exports `handler`. */
  readonly code: string;
  /** Seconds. @default 30 */
  readonly timeout?: number;
  /** Seconds. @default 60 */
  readonly visibilityTimeout?: number;
  /** @default 3 */
  readonly maxReceiveCount?: number;
  readonly batchSize?: number;
  readonly batchingWindow?: number;
  readonly maximumConcurrency?: number;
  /** Patterns of the mapping's filters. */
  readonly filters?: readonly object[];
  readonly pollers?: { readonly MinimumPollers?: number; readonly MaximumPollers?: number };
  readonly memorySize?: number;
  readonly fifo?: boolean;
  /** @default ReportBatchItemFailures */
  readonly responseTypes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The service that may assume the role. @default lambda.amazonaws.com */
  readonly trusted?: string;
  /** Statements for the role, beside those for the queue and the log. */
  readonly statements?: readonly object[];
}

export interface FunctionStack {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly deadLetterQueueUrl: string;
  readonly functionName: string;
  readonly logGroup: string;
  readonly bucket: string;
}

const trust = (service = 'lambda.amazonaws.com') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

/** A queue with its dead-letter queue, a bucket, and a function that reads the queue: as a plain template, without our constructs. */
export function functionTemplate(options: FunctionStackOptions): object {
  const suffix = options.fifo ? { FifoQueue: true, ContentBasedDeduplication: true } : {};
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  return {
    Resources: {
      DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { ...suffix } },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          ...suffix,
          VisibilityTimeout: options.visibilityTimeout ?? 60,
          RedrivePolicy: { deadLetterTargetArn: arn('DeadLetters'), maxReceiveCount: options.maxReceiveCount ?? 3 },
        },
      },
      Bucket: { Type: 'AWS::S3::Bucket' },
      Log: { Type: 'AWS::Logs::LogGroup', Properties: {} },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trust(options.trusted),
          Policies: [
            {
              PolicyName: 'Function',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: [
                      'sqs:ReceiveMessage',
                      'sqs:DeleteMessage',
                      'sqs:GetQueueAttributes',
                      'sqs:ChangeMessageVisibility',
                    ],
                    Resource: arn('Queue'),
                  },
                  {
                    Effect: 'Allow',
                    Action: ['s3:PutObject', 's3:GetObject'],
                    Resource: { 'Fn::Join': ['', [arn('Bucket'), '/*']] },
                  },
                  { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arn('Log') },
                  ...(options.statements ?? []),
                ],
              },
            },
          ],
        },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { ZipFile: options.code },
          Handler: 'index.handler',
          Runtime: 'nodejs22.x',
          Role: arn('Role'),
          Timeout: options.timeout ?? 30,
          MemorySize: options.memorySize ?? 256,
          LoggingConfig: { LogGroup: { Ref: 'Log' } },
          Environment: {
            Variables: { BUCKET: { Ref: 'Bucket' }, QUEUE_URL: { Ref: 'Queue' }, ...options.environment },
          },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        DependsOn: ['Role'],
        Properties: {
          EventSourceArn: arn('Queue'),
          FunctionName: { Ref: 'Function' },
          BatchSize: options.batchSize ?? 10,
          MaximumBatchingWindowInSeconds: options.batchingWindow ?? 0,
          FunctionResponseTypes: options.responseTypes ?? ['ReportBatchItemFailures'],
          ...(options.maximumConcurrency === undefined
            ? {}
            : { ScalingConfig: { MaximumConcurrency: options.maximumConcurrency } }),
          ...(options.filters === undefined
            ? {}
            : { FilterCriteria: { Filters: options.filters.map((each) => ({ Pattern: JSON.stringify(each) })) } }),
          ...(options.pollers === undefined ? {} : { ProvisionedPollerConfig: options.pollers }),
        },
      },
    },
    Outputs: {
      QueueUrl: { Value: { Ref: 'Queue' } },
      QueueArn: { Value: arn('Queue') },
      DeadLetterQueueUrl: { Value: { Ref: 'DeadLetters' } },
      FunctionName: { Value: { Ref: 'Function' } },
      LogGroup: { Value: { Ref: 'Log' } },
      Bucket: { Value: { Ref: 'Bucket' } },
    },
  };
}

export async function deployFunction(cloud: LocalCloud, options: FunctionStackOptions): Promise<FunctionStack> {
  const { outputs } = await cloud.cloudFormation.deployTemplate(functionTemplate(options), { stackName: 'Test' });
  const output = (name: string): string => outputs[name] ?? '';
  return {
    queueUrl: output('QueueUrl'),
    queueArn: output('QueueArn'),
    deadLetterQueueUrl: output('DeadLetterQueueUrl'),
    functionName: output('FunctionName'),
    logGroup: output('LogGroup'),
    bucket: output('Bucket'),
  };
}
