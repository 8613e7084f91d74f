import { AwsError } from '../../aws-error';
import type { InvocationResult } from '../../compute/function';
import { writeLog } from './function-log';
import type { FunctionRecord } from './model/function-record';
import type { LambdaContext } from './service-context';

/** Invokes a function once and writes its log. Throws `TooManyRequestsException` when its reserved concurrency is used up. */
export class FunctionRunner {
  private readonly running = new Map<string, number>();

  constructor(private readonly context: LambdaContext) {}

  async run(record: FunctionRecord, payload: string): Promise<InvocationResult> {
    const { settings, reservedConcurrency } = record;
    const running = this.running.get(settings.arn) ?? 0;
    if (reservedConcurrency !== undefined && running >= reservedConcurrency) {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
        status: 429,
        fields: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
      });
    }
    this.running.set(settings.arn, running + 1);
    try {
      const startedAt = this.context.kernel.clock.now();
      const result = await this.context.compute.invoke(settings, payload);
      await this.context.kernel.work.track(() => writeLog(this.context, settings, result, startedAt));
      return result;
    } finally {
      this.running.set(settings.arn, (this.running.get(settings.arn) ?? 1) - 1);
    }
  }
}
