import { AwsError } from '../aws-error';
import { notOffered } from '../not-offered';
import { serviceBySigningName, serviceByTarget, type WireService } from './catalog';
import { ec2Query } from './ec2-query';
import { json } from './json';
import type { Protocol } from './protocol';
import { query } from './query';
import { restJson } from './rest-json';
import { restXml, s3Operation, unknownS3Request } from './rest-xml';
import { matchRoute } from './routes';
import { type OperationSchema, operationsOf } from './schemas';
import type { WireRequest } from './wire';

/** To whom an HTTP request is addressed. It has one even when it is not understood: errors are written in its protocol. */
export interface Address {
  readonly service: WireService;
  readonly protocol: Protocol;
  /** Undefined when the request is not signed. */
  readonly credentials: CredentialScope | undefined;
}

/** What a SigV4 signature says about the sender. The signature itself is not checked: see docs/verification.md. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
}

function credentialScope(request: WireRequest): CredentialScope | undefined {
  const header = /Credential=([^/,\s]+)\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/.exec(
    request.headers['authorization'] ?? '',
  );
  const presigned = header === null ? request.query.get('X-Amz-Credential')?.split('/') : undefined;
  const [accessKeyId, region, signingName] = header?.slice(1) ?? [presigned?.[0], presigned?.[2], presigned?.[3]];
  if (!accessKeyId || !region || !signingName) return undefined;
  return { accessKeyId, region, signingName };
}

export function addressOf(request: WireRequest): Address {
  const target = request.headers['x-amz-target'];
  const credentials = credentialScope(request);
  const service =
    (target && serviceByTarget(target.split('.', 1)[0] ?? '')) ||
    serviceBySigningName(credentials?.signingName ?? 's3') ||
    absentService(credentials?.signingName ?? 's3', request);
  return { service, protocol: target === undefined ? protocolOf(service) : json, credentials };
}

/** The operation that a request asks for. Query requests carry the action in their form, which must be read first. */
export function operationOf(
  request: WireRequest,
  { service, protocol }: Address,
): OperationSchema | Promise<OperationSchema> {
  if (service.absent) return absentOperation(request, service);
  if (protocol === json) return named(service, request.headers['x-amz-target']?.split('.')[1]);
  if (protocol === query || protocol === ec2Query) return formOperation(request, service);
  if (protocol === restXml) {
    const match = s3Operation(service, request);
    if (match === undefined) throw unknownS3Request(request);
    return match.operation;
  }
  const match = matchRoute(service, request, request.path);
  if (match === undefined) {
    throw new AwsError(
      'UnknownOperationException',
      `${request.method} ${request.path} is no operation of ${service.name}.`,
      { status: 404 },
    );
  }
  return match.operation;
}

async function formOperation(request: WireRequest, service: WireService): Promise<OperationSchema> {
  const form = new URLSearchParams((await request.body.bytes()).toString('utf8'));
  return named(service, form.get('Action') ?? request.query.get('Action'));
}

/** A service that the local cloud does not have. What it is asked for is refused by name, in the protocol it came in. */
function absentService(name: string, request: WireRequest): WireService {
  const form = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return {
    name,
    signingName: name,
    absent: true,
    rest: form ? undefined : 'json',
    jsonVersion: '1.1',
    load: () => ({}),
  };
}

async function absentOperation(request: WireRequest, service: WireService): Promise<never> {
  const form =
    service.rest === undefined ? new URLSearchParams((await request.body.bytes()).toString('utf8')) : undefined;
  const action =
    request.headers['x-amz-target']?.split('.')[1] ?? form?.get('Action') ?? `${request.method} ${request.path}`;
  throw notOffered(service.name, action);
}

function protocolOf(service: WireService): Protocol {
  if (service.rest === 'xml') return restXml;
  if (service.rest === 'json') return restJson;
  return service.query === 'ec2' ? ec2Query : query;
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
