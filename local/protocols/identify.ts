import { AwsError } from '../aws-error';
import { serviceBySigningName, serviceByTarget, type WireService, wireService } from './catalog';
import { json } from './json';
import type { Protocol } from './protocol';
import { query } from './query';
import { restJson } from './rest-json';
import { restXml, s3Operation, unknownS3Request } from './rest-xml';
import { matchRoute } from './routes';
import { type OperationSchema, operationsOf } from './schemas';
import type { WireRequest } from './wire';

/** What an HTTP request asks for. */
export interface Identified {
  readonly service: WireService;
  readonly protocol: Protocol;
  readonly operation: OperationSchema;
}

/** What a SigV4 signature says about the sender. The signature itself is not checked: see docs/verification.md. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
}

export function credentialScope(request: WireRequest): CredentialScope | undefined {
  const header = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(
    request.headers['authorization'] ?? '',
  );
  const presigned = (request.query.get('X-Amz-Credential') ?? '').split('/');
  const [accessKeyId, region, signingName] = header ? header.slice(1) : [presigned[0], presigned[2], presigned[3]];
  if (!accessKeyId || !region || !signingName) return undefined;
  return { accessKeyId, region, signingName };
}

/** The protocol in which a service's errors are written when a request is not understood at all. */
export function fallback(request: WireRequest): { service: WireService; protocol: Protocol } {
  const target = request.headers['x-amz-target']?.split('.')[0];
  const service =
    (target && serviceByTarget(target)) ||
    serviceBySigningName(credentialScope(request)?.signingName ?? 's3') ||
    wireService('s3');
  return { service, protocol: protocolOf(service, request) };
}

export function identify(request: WireRequest): Identified {
  const { service, protocol } = fallback(request);
  if (protocol === json)
    return { service, protocol, operation: named(service, request.headers['x-amz-target']?.split('.')[1]) };
  if (protocol === restXml) {
    const match = s3Operation(service, request);
    if (match === undefined) throw unknownS3Request(request);
    return { service, protocol, operation: match.operation };
  }
  if (protocol === restJson) {
    const match = matchRoute(service, request, request.path);
    if (match === undefined) {
      throw new AwsError(
        'UnknownOperationException',
        `${request.method} ${request.path} is no operation of ${service.name}.`,
        { status: 404 },
      );
    }
    return { service, protocol, operation: match.operation };
  }
  throw new Error('A query request is identified by its form: use identifyForm.');
}

/** Query requests carry the action in their form. */
export async function identifyForm(request: WireRequest): Promise<Identified> {
  const { service, protocol } = fallback(request);
  const form = new URLSearchParams((await request.body.bytes()).toString('utf8'));
  return { service, protocol, operation: named(service, form.get('Action') ?? request.query.get('Action')) };
}

export const isForm = (request: WireRequest): boolean => fallback(request).protocol === query;

function protocolOf(service: WireService, request: WireRequest): Protocol {
  if (request.headers['x-amz-target'] !== undefined) return json;
  if (service.rest === 'xml') return restXml;
  if (service.rest === 'json') return restJson;
  return query;
}

function named(service: WireService, action: string | null | undefined): OperationSchema {
  const operation = action ? operationsOf(service).get(action) : undefined;
  if (operation === undefined) {
    throw new AwsError('InvalidAction', `The action ${action ?? '(none)'} is not valid for ${service.name}.`, {
      status: 400,
    });
  }
  return operation;
}
