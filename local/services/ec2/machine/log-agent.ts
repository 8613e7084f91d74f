import { existsSync, readFileSync } from 'node:fs';
import { AwsError } from '../../../aws-error';
import type { Timer } from '../../../kernel/clock';
import type { Kernel } from '../../../kernel/kernel';
import type { CallOptions, Router } from '../../service';
import { isRecord } from './is-record';

interface CollectedFile {
  readonly path: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

interface Line {
  readonly timestamp: number;
  readonly message: string;
}

/** Milliseconds between two deliveries, as often as the agent can be told to. */
const FLUSH_INTERVAL = 1_000;
/** What waits while no agent is configured. */
const KEPT_LINES = 10_000;

/**
 * The CloudWatch agent, as far as it collects log files. "Manually create or edit the CloudWatch agent configuration
 * file". It sends as the instance's role.
 */
export class LogAgent {
  private files: readonly CollectedFile[] = [];
  private readonly waiting = new Map<string, Line[]>();
  private readonly streams = new Set<string>();
  private timer: Timer | undefined;

  constructor(
    private readonly instanceId: string,
    private readonly kernel: Kernel,
    private readonly router: Router,
    private readonly caller: CallOptions,
    private readonly note: (line: string) => void,
  ) {}

  configure(path: string): void {
    const config: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    const logs = isRecord(config) && isRecord(config['logs']) ? config['logs'] : {};
    const collected = isRecord(logs['logs_collected']) ? logs['logs_collected'] : {};
    const files = isRecord(collected['files']) ? collected['files']['collect_list'] : undefined;
    this.files = (Array.isArray(files) ? files : []).filter(isRecord).map((file) => ({
      path: String(file['file_path']),
      logGroupName: String(file['log_group_name']),
      logStreamName: String(file['log_stream_name'] ?? '{instance_id}').replaceAll('{instance_id}', this.instanceId),
    }));
    this.flushSoon();
  }

  /** Something was written to a file of the instance. */
  written(path: string, text: string): void {
    const lines = this.waiting.get(path) ?? [];
    this.waiting.set(path, lines);
    const timestamp = this.kernel.clock.now();
    for (const message of text.split('\n')) if (message !== '') lines.push({ timestamp, message });
    lines.splice(0, Math.max(0, lines.length - KEPT_LINES));
    this.flushSoon();
  }

  async flush(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    for (const file of this.files) {
      const lines = this.waiting.get(file.path)?.splice(0) ?? [];
      if (lines.length > 0) await this.send(file, lines);
    }
  }

  private flushSoon(): void {
    if (this.files.length === 0) return;
    this.timer ??= this.kernel.clock.at(this.kernel.clock.now() + FLUSH_INTERVAL, 'work', () => void this.flush());
  }

  private async send({ logGroupName, logStreamName }: CollectedFile, logEvents: readonly Line[]): Promise<void> {
    try {
      if (!this.streams.has(logStreamName)) await this.createStream({ logGroupName, logStreamName });
      await this.call('PutLogEvents', { logGroupName, logStreamName, logEvents });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.note(`amazon-cloudwatch-agent: ${error.message}`);
    }
  }

  private async createStream(names: Pick<CollectedFile, 'logGroupName' | 'logStreamName'>): Promise<void> {
    try {
      await this.call('CreateLogStream', names);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
    }
    this.streams.add(names.logStreamName);
  }

  private call(action: string, input: object): Promise<object> {
    return this.router.call('logs', action, input, this.caller);
  }
}
