import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@aws-sdk/core/protocols';
import { type DocumentCodec, readBindings, writeBindings } from './http-bindings';
import { parseJson } from './json';
import type { Protocol } from './protocol';
import { matchRoute } from './routes';

const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: true } as const;
const deserializer = new JsonShapeDeserializer2(settings);
const serializer = new JsonShapeSerializer2(settings);

const codec: DocumentCodec = {
  read: (schema, bytes) => deserializer.readObject(schema, parseJson(bytes)),
  write: (schema, value) => {
    serializer.write(schema, value);
    const bytes = serializer.flush();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  },
};

/** Lambda's protocol: REST with JSON documents. */
export const restJson: Protocol = {
  async decode(request, operation, service) {
    const labels = matchRoute(service, request, request.path)?.labels ?? {};
    return readBindings(request, operation, labels, codec);
  },

  encode(output, operation, _service, requestId) {
    const bound = writeBindings(output, operation, codec);
    bound.headers['x-amzn-requestid'] = requestId;
    bound.headers['content-type'] ??= 'application/json';
    return bound;
  },

  fail(error, _service, requestId) {
    return {
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code },
      body: JSON.stringify({
        Type: error.type === 'Sender' ? 'User' : 'Server',
        message: error.message,
        ...error.fields,
      }),
    };
  },
};
