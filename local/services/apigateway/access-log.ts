import { parseArn } from '../../../model/arn';
import { AwsError } from '../../aws-error';
import type { CallOptions } from '../service';
import type { ApiGateway } from './api-gateway-context';
import type { HttpApi } from './http-api';

/** A line of the access log: each `$context` variable, or `-` where the request has none. */
export function accessLogLine(format: string, context: Readonly<Record<string, string>>): string {
  return format.replace(/\$context\.([A-Za-z][\w.]*\w|\w)/g, (_, name: string) => context[name] ?? '-');
}

/** Writes a request's line, as the delivery that API Gateway has set up on the log group. */
export async function writeAccessLog(
  { router, kernel }: ApiGateway,
  api: HttpApi,
  destination: string,
  message: string,
): Promise<void> {
  const group = parseArn(destination.replace(/:\*$/, ''));
  const logGroupName = group?.resource.slice('log-group:'.length) ?? '';
  const stream = { logGroupName, logStreamName: api.id };
  const { account, region } = api;
  const caller: CallOptions = {
    principal: { kind: 'service', service: 'delivery.logs.amazonaws.com' },
    account,
    region,
    context: { 'aws:SourceAccount': account },
  };
  try {
    await router.call('logs', 'CreateLogStream', stream, caller).catch((error: unknown) => {
      if (!(error instanceof AwsError && error.code === 'ResourceAlreadyExistsException')) throw error;
    });
    const logEvents = [{ timestamp: kernel.clock.now(), message }];
    await router.call('logs', 'PutLogEvents', { ...stream, logEvents }, caller);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    kernel.events.emit('apigateway.log-lost', { api: api.id, logGroup: logGroupName, reason: error.message });
  }
}
