import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../../../local';

/** Unmodified SDK clients, over HTTP, as anybody's program would use them. */
export interface Clients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly logs: CloudWatchLogsClient;
}

/** The SDK warns on the console, too, of what it then throws: an upload that Ctrl-C broke off, for example. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

export const sdkConfiguration = (cloud: LocalCloud) => ({
  endpoint: cloud.url,
  region: cloud.region,
  credentials: { accessKeyId: cloud.account, secretAccessKey: 'local' },
  logger: quiet,
});

export function connect(cloud: LocalCloud): Clients {
  const configuration = sdkConfiguration(cloud);
  return {
    // A bucket's name cannot stand before an IP address: path style.
    s3: new S3Client({ ...configuration, forcePathStyle: true }),
    sqs: new SQSClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
  };
}
