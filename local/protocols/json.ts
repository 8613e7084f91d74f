import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@aws-sdk/core/protocols';
import type { DocumentType } from '@smithy/types';
import { AwsError } from '../aws-error';
import type { Protocol } from './protocol';

const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;
const deserializer = new JsonShapeDeserializer2(settings);
const serializer = new JsonShapeSerializer2(settings);

/** AWS JSON 1.0 and 1.1: the action in `X-Amz-Target`, one JSON object each way. */
export const json: Protocol = {
  async decode(request, operation) {
    return deserializer.readObject(operation.input, parseJson(await request.body.bytes()));
  },

  encode(output, operation, service, requestId) {
    let body: Buffer | string = '{}';
    if (output !== undefined && !operation.output.isUnitSchema()) {
      serializer.write(operation.output, output);
      const bytes = serializer.flush();
      body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return {
      status: 200,
      headers: { 'content-type': `application/x-amz-json-${service.jsonVersion}`, 'x-amzn-requestid': requestId },
      body,
    };
  },

  fail(error, service, requestId) {
    const headers: Record<string, string> = {
      'content-type': `application/x-amz-json-${service.jsonVersion}`,
      'x-amzn-requestid': requestId,
    };
    if (service.queryCompatible) headers['x-amzn-query-error'] = `${error.queryCode};${error.type}`;
    return {
      status: error.status,
      headers,
      body: JSON.stringify({
        __type: `com.amazonaws.${service.name}#${error.code}`,
        message: error.message,
        ...error.fields,
      }),
    };
  },
};

export function parseJson(bytes: Buffer): DocumentType {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON.');
  }
}
