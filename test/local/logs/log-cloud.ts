import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { LocalCloud } from '../../../local/local-cloud';

export const GROUP = '/app/worker';

/** A cloud with one log group and what the tests write into it. */
export class LogCloud {
  static async start(): Promise<LogCloud> {
    const cloud = await LocalCloud.start({ clock: 'virtual' });
    const logs = cloud.client(CloudWatchLogsClient);
    await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
    return new LogCloud(cloud, logs);
  }

  private constructor(
    readonly cloud: LocalCloud,
    readonly logs: CloudWatchLogsClient,
  ) {}

  createStream(logStreamName: string) {
    return this.logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));
  }

  /** Messages at the given offsets from now, in milliseconds. */
  put(logStreamName: string, ...events: readonly (readonly [offset: number, message: string])[]) {
    const now = this.cloud.now();
    return this.logs.send(
      new PutLogEventsCommand({
        logGroupName: GROUP,
        logStreamName,
        logEvents: events.map(([offset, message]) => ({ timestamp: now + offset, message })),
      }),
    );
  }
}
