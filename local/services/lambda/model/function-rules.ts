import { parseArn } from '../../../../model/arn';
import {
  FUNCTION_MEMORY,
  FUNCTION_NAME_PATTERN,
  FUNCTION_TIMEOUT,
  MAX_ENVIRONMENT_BYTES,
} from '../../../../model/limits/lambda';
import { AwsError } from '../../../aws-error';

/** What AWS keeps for itself ("Lambda environment variables": reserved). */
const reservedVariables = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

export interface FunctionShape {
  readonly name: string;
  readonly runtime: string | undefined;
  readonly roleArn: string | undefined;
  readonly timeout: number;
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Checks what AWS checks before a function is created or changed. */
export function checkFunction({ name, runtime, roleArn, timeout, memorySize, environment }: FunctionShape): void {
  if (!FUNCTION_NAME_PATTERN.test(name))
    throw constraint('functionName', name, 'satisfy regular expression pattern: [a-zA-Z0-9-_]+');
  if (timeout < FUNCTION_TIMEOUT.min)
    throw constraint('timeout', timeout, `have value greater than or equal to ${FUNCTION_TIMEOUT.min}`);
  if (timeout > FUNCTION_TIMEOUT.max)
    throw constraint('timeout', timeout, `have value less than or equal to ${FUNCTION_TIMEOUT.max}`);
  if (memorySize < FUNCTION_MEMORY.min || memorySize > FUNCTION_MEMORY.max) {
    throw invalid(
      `'MemorySize' value failed to satisfy constraint: Member must have value between ${FUNCTION_MEMORY.min} and ${FUNCTION_MEMORY.max}`,
    );
  }
  if (runtime !== undefined && !/^nodejs\d+\.x$/.test(runtime)) {
    throw invalid(
      `The local cloud runs Node.js functions (nodejs20.x, nodejs22.x, nodejs24.x) with this machine's Node, got the runtime ${runtime}. Deploy it to AWS to run it.`,
    );
  }
  if (roleArn !== undefined && parseArn(roleArn)?.service !== 'iam')
    throw constraint(
      'role',
      roleArn,
      'satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    );
  const reserved = Object.keys(environment).filter((variable) => reservedVariables.has(variable));
  if (reserved.length > 0) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  if (bytes > MAX_ENVIRONMENT_BYTES) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(environment)}`,
    );
  }
}

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

export const constraint = (member: string, value: unknown, rule: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
