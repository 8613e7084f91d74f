import { AwsError } from '../aws-error';
import type { WireService } from './catalog';
import { type DocumentCodec, readBindings, writeBindings } from './http-bindings';
import type { Protocol } from './protocol';
import { matchRoute } from './routes';
import type { OperationSchema } from './schemas';
import type { WireRequest } from './wire';
import { readXml, writeXml, xmlDocument, xmlElements } from './xml';

const codec = (namespace: string): DocumentCodec => ({
  read: (schema, bytes) => readXml(schema, bytes, namespace),
  write: (schema, value) => writeXml(schema, value, namespace),
});

/** Where the bucket stands: in the path, or first in the host (`bucket.s3.localhost`, `bucket.localhost`). */
export function s3Address(request: WireRequest): { bucket: string | undefined; path: string } {
  const host = (request.headers['host'] ?? '').replace(/:\d+$/, '');
  const virtual = /^(.+?)\.(?:s3[.-].*|s3|localhost)$/.exec(host);
  if (virtual?.[1] !== undefined && !virtual[1].startsWith('s3')) return { bucket: virtual[1], path: request.path };
  const match = /^\/([^/]*)(\/.*)?$/s.exec(request.path);
  const bucket = match?.[1] ? decodeURIComponent(match[1]) : undefined;
  return { bucket, path: match?.[2] ?? '/' };
}

export function s3Operation(service: WireService, request: WireRequest) {
  const { bucket, path } = s3Address(request);
  return matchRoute(service, request, path, (operation) => namesBucket(operation) === (bucket !== undefined));
}

// Routes know nothing of the bucket: without this, listing a bucket looks like listing buckets.
const namesBucket = ({ members }: OperationSchema): boolean => members.has('Bucket');

/** S3's protocol: REST with XML documents, the bucket in the path or in the host. */
export const restXml: Protocol = {
  async decode(request, operation, service) {
    const { bucket } = s3Address(request);
    const labels = s3Operation(service, request)?.labels ?? {};
    return readBindings(
      request,
      operation,
      bucket === undefined ? labels : { ...labels, Bucket: bucket },
      codec(service.xmlNamespace ?? ''),
    );
  },

  encode(output, operation, service, requestId) {
    const bound = writeBindings(output, operation, codec(service.xmlNamespace ?? ''));
    bound.headers['x-amz-request-id'] = requestId;
    bound.headers['x-amz-id-2'] = requestId;
    // "GetObject": a part of an object is answered as such; the schema knows one status only.
    if (bound.headers['content-range'] !== undefined) return { ...bound, status: 206 };
    if (typeof bound.body === 'string') bound.headers['content-type'] ??= 'application/xml';
    return bound;
  },

  fail(error, _service, requestId) {
    const detail = xmlElements({
      Code: error.code,
      Message: error.message,
      ...error.fields,
      RequestId: requestId,
      HostId: requestId,
    });
    return {
      status: error.status,
      headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId, 'x-amz-id-2': requestId },
      body: error.status === 304 ? undefined : xmlDocument(`<Error>${detail}</Error>`),
    };
  },
};

export const unknownS3Request = (request: WireRequest): AwsError =>
  new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    fields: { Method: request.method },
  });
