import { AwsError } from '../../aws-error';
import type { FunctionSettings, InvocationResult } from '../../compute/function';
import { asRole, type LambdaContext } from './service-context';

/** Writes an invocation's lines to the function's log, as its role may: without permission they are lost, as on AWS. */
export async function writeLog(
  { kernel, router }: LambdaContext,
  settings: FunctionSettings,
  result: InvocationResult,
  startedAt: number,
): Promise<void> {
  const now = kernel.clock.now();
  const { requestId, failure } = result;
  const duration = (now - startedAt).toFixed(2);
  const events = [
    { timestamp: startedAt, message: `START RequestId: ${requestId} Version: $LATEST\n` },
    ...result.lines.map(({ at, text }) => ({ timestamp: at, message: text })),
    ...(failure === undefined ? [] : [{ timestamp: now, message: `${JSON.stringify({ requestId, ...failure })}\n` }]),
    { timestamp: now, message: `END RequestId: ${requestId}\n` },
    {
      timestamp: now,
      message: `REPORT RequestId: ${requestId}\tDuration: ${duration} ms\tBilled Duration: ${Math.max(1, Math.ceil(now - startedAt))} ms\tMemory Size: ${settings.memorySize} MB\t${failure === undefined ? '' : `Status: ${failure.errorType === 'Sandbox.Timedout' ? 'timeout' : 'error'}\tError Type: ${failure.errorType}\t`}\n`,
    },
  ];
  const stream = { logGroupName: settings.logGroup, logStreamName: result.logStream };
  try {
    await ensureStream();
    await router.call('logs', 'PutLogEvents', { ...stream, logEvents: events }, asRole(settings));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    kernel.events.emit('lambda.log-lost', { function: settings.name, requestId, reason: error.message });
  }

  async function ensureStream(): Promise<void> {
    const create = () => router.call('logs', 'CreateLogStream', stream, asRole(settings));
    try {
      await create();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code === 'ResourceAlreadyExistsException') return;
      if (error.code !== 'ResourceNotFoundException') throw error;
      await router.call('logs', 'CreateLogGroup', { logGroupName: settings.logGroup }, asRole(settings));
      await create();
    }
  }
}
