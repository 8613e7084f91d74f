import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionRecord } from './model/function-record';

export function describeFunction(record: FunctionRecord): FunctionConfiguration {
  const { settings } = record;
  return {
    FunctionName: settings.name,
    FunctionArn: settings.arn,
    Runtime: record.runtime as FunctionConfiguration['Runtime'],
    Role: settings.roleArn,
    Handler: settings.handler,
    CodeSize: record.codeSize,
    Description: record.description,
    Timeout: settings.timeout,
    MemorySize: settings.memorySize,
    LastModified: new Date(record.lastModified).toISOString().replace('Z', '+0000'),
    CodeSha256: record.codeSha256,
    Version: '$LATEST',
    Environment: { Variables: { ...settings.environment } },
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: settings.revision,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [record.architecture as 'x86_64' | 'arm64'],
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: record.loggingFormat, LogGroup: settings.logGroup },
  };
}
