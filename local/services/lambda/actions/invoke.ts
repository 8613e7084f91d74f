import type { InvocationResponse, InvokeCommandInput } from '@aws-sdk/client-lambda';
import { MAX_SYNCHRONOUS_PAYLOAD_BYTES } from '../../../../model/limits/lambda';
import { AwsError } from '../../../aws-error';
import type { Operation } from '../../service';
import { functionAccess } from '../access';
import type { FunctionRunner } from '../run-function';
import type { LambdaContext } from '../service-context';

export const invoke = (
  context: LambdaContext,
  runner: FunctionRunner,
): Operation<InvokeCommandInput, InvocationResponse> => ({
  access: functionAccess(context, 'lambda:InvokeFunction'),

  async run(input, request) {
    const record = context.state.find(input.FunctionName ?? '', request);
    const type = input.InvocationType ?? 'RequestResponse';
    if (type === 'DryRun') return { StatusCode: 204 };
    if (type !== 'RequestResponse') {
      throw new AwsError(
        'NotImplemented',
        `The local cloud does not offer lambda:Invoke with the invocation type ${type} yet.`,
        { status: 501 },
      );
    }
    const payload = payloadText(input.Payload);
    // The caller waits for the function, and the function may wait for time to pass.
    const running = runner.run(record, payload);
    const resume = request.park();
    const result = await running.finally(resume);
    const { failure } = result;
    const body =
      failure === undefined ? (result.payload ?? 'null') : JSON.stringify({ ...failure, requestId: result.requestId });
    return {
      StatusCode: 200,
      FunctionError: failure === undefined ? undefined : 'Unhandled',
      LogResult: input.LogType === 'Tail' ? tail(result.lines.map(({ text }) => text).join('')) : undefined,
      ExecutedVersion: '$LATEST',
      Payload: asBytes(body),
    };
  },
});

function payloadText(payload: unknown): string {
  const text = payload instanceof Uint8Array && payload.byteLength > 0 ? Buffer.from(payload).toString('utf8') : '{}';
  if (text.length > MAX_SYNCHRONOUS_PAYLOAD_BYTES) {
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${MAX_SYNCHRONOUS_PAYLOAD_BYTES} bytes for the InvokeFunction operation`,
      { status: 413 },
    );
  }
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : error}`,
    );
  }
  return text;
}

// "LogType": the last 4 KB of the log, base64.
const tail = (log: string): string => Buffer.from(log).subarray(-4096).toString('base64');

// The SDK's type for bytes knows more than a Buffer can do; the protocol needs the bytes only.
const asBytes = (text: string): InvocationResponse['Payload'] => Buffer.from(text) as never;
