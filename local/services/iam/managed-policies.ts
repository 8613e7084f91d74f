import type { PolicyDocument } from '../../../model/policy/document';

/** A policy that AWS itself owns. Its ARN names no account. */
export interface AwsManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly description: string;
  readonly document: PolicyDocument;
}

const ADMINISTRATOR_ACCESS: AwsManagedPolicy = {
  name: 'AdministratorAccess',
  path: '/',
  id: 'ANPAIWMBCKSKIEE64ZLYK',
  description: 'Provides full access to AWS services and resources.',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

const LAMBDA_BASIC_EXECUTION: AwsManagedPolicy = {
  name: 'AWSLambdaBasicExecutionRole',
  path: '/service-role/',
  id: 'ANPAJNCQGXC42545SKXIK',
  description: 'Provides write permissions to CloudWatch Logs.',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  },
};

const LAMBDA_SQS_EXECUTION: AwsManagedPolicy = {
  name: 'AWSLambdaSQSQueueExecutionRole',
  path: '/service-role/',
  id: 'ANPAJFWJZI6JNND4TSELK',
  description:
    'Provides receive message, delete message, and read attribute access to SQS queues, and write permissions to CloudWatch logs.',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
        ],
        Resource: '*',
      },
    ],
  },
};

export const AWS_MANAGED_POLICIES: readonly AwsManagedPolicy[] = [
  ADMINISTRATOR_ACCESS,
  LAMBDA_BASIC_EXECUTION,
  LAMBDA_SQS_EXECUTION,
];

/** What the administrator of a local account may do. */
export const ADMINISTRATOR_POLICY = ADMINISTRATOR_ACCESS.document;

/** By the ARN's resource, such as `policy/service-role/AWSLambdaBasicExecutionRole`, so that it holds in every partition. */
export function awsManagedPolicy(resource: string): AwsManagedPolicy | undefined {
  return AWS_MANAGED_POLICIES.find(({ name, path }) => resource === `policy${path}${name}`);
}
