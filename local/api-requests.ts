import { HTTP_API_PAYLOAD } from '../model/limits/api-gateway';
import type { Principal } from '../model/policy/request';
import { AwsError } from './aws-error';
import { ConnectionReset } from './connection-reset';
import type { Origin } from './dispatcher';
import { addressOf } from './protocols/identify';
import { s3Address } from './protocols/rest-xml';
import type { WireRequest, WireResponse } from './protocols/wire';
import { RequestScope } from './request-scope';
import type { ServiceRouter } from './service-router';
import type { ApiGateway } from './services/apigateway';
import { accessLogLine, writeAccessLog } from './services/apigateway/access-log';
import { corsHeaders, preflightHeaders } from './services/apigateway/cors';
import { API_PATH, type HttpApi, type StageRecord } from './services/apigateway/http-api';
import type { Invocation, Invoked } from './services/apigateway/invoke';
import { apiRequestId, requestContext } from './services/apigateway/request-context';
import { matchRoute } from './services/apigateway/route-key';
import { IntegrationFailure } from './services/apigateway/send-message';
import type { IdentityDirectory } from './services/iam/directory';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Of the access log. */
  readonly logged?: Readonly<Record<string, string>>;
}

/** The requests to HTTP APIs, which are no API actions: their callers speak the API's own protocol. */
export class ApiRequests {
  constructor(
    private readonly gateway: ApiGateway,
    private readonly router: ServiceRouter,
    private readonly directory: IdentityDirectory,
  ) {}

  /** The id of the API that a request is for: `/_api/ID/...`, or `ID.execute-api...` as the host, as on AWS. */
  apiOf(wire: WireRequest): string | undefined {
    const host = wire.headers['host'] ?? '';
    if (host.includes('.execute-api.')) return host.slice(0, host.indexOf('.'));
    if (!wire.path.startsWith(`${API_PATH}/`)) return undefined;
    // Not where the bucket stands in the host: that is an object's key.
    const { bucket, path } = s3Address(wire);
    return `/${bucket}` === API_PATH ? path.split('/')[1] : undefined;
  }

  handle(wire: WireRequest, id: string, origin: Origin): Promise<WireResponse> {
    return this.gateway.kernel.work.track(() => this.serve(wire, id, origin));
  }

  private async serve(wire: WireRequest, id: string, origin: Origin): Promise<WireResponse> {
    const requestId = apiRequestId(this.router.newRequestId());
    const api = this.gateway.apis.find(id);
    if (api === undefined) return respond(message(404, 'Not Found'), requestId);
    const { stage, path } = this.stageOf(wire, api);
    const origins = wire.headers['origin'];
    if (api.cors !== undefined && isPreflight(wire)) {
      return respond({ status: 204, headers: preflightHeaders(api.cors, origins), body: undefined }, requestId);
    }
    if (stage === undefined) return respond(message(404, 'Not Found'), requestId);
    const match = matchRoute(api.routes.values(), wire.method, path);
    const context = requestContext(wire, api, {
      requestId,
      stage: stage.settings.StageName,
      path: wire.path.startsWith(API_PATH) ? wire.path.slice(API_PATH.length + 1 + api.id.length) : wire.path,
      at: this.gateway.kernel.clock.now(),
      routeKey: match?.route.key.text,
    });
    const answer = await this.answer(wire, api, stage, path, match, context, origin);
    const headers = { ...answer.headers, ...corsHeaders(api.cors, origins) };
    await this.log(api, stage, { ...context, ...answer.logged, ...outcome(answer) });
    return respond({ ...answer, headers }, requestId);
  }

  private async answer(
    wire: WireRequest,
    api: HttpApi,
    stage: StageRecord,
    path: string,
    match: ReturnType<typeof matchRoute<Invocation['route']>>,
    context: Readonly<Record<string, string>>,
    origin: Origin,
  ): Promise<Answer> {
    if (match === undefined) return message(404, 'Not Found');
    if (!stage.throttle.passes(match.route.key.text, this.gateway.kernel.clock.now())) {
      return message(429, 'Too Many Requests');
    }
    const body = await wire.body.bytes();
    if (body.length > HTTP_API_PAYLOAD.max) return message(413, 'Request Entity Too Large');
    const { query, headers, method } = wire;
    const invocation: Invocation = {
      ...{ api, stage: stage.settings, route: match.route, method, path, pathParameters: match.parameters },
      ...{ query, headers, body, context, stageVariables: stage.settings.StageVariables ?? {} },
    };
    try {
      const { response, integration } = await this.invoke(wire, invocation, origin);
      return { ...response, logged: { integrationStatus: String(integration.status) } };
    } catch (error) {
      return failed(error);
    }
  }

  private async invoke(wire: WireRequest, invocation: Invocation, origin: Origin): Promise<Invoked> {
    const { api } = invocation;
    const scope = new RequestScope({
      principal: this.callerOf(wire, invocation),
      account: api.account,
      region: api.region,
      context: {},
      endpoint: origin.endpoint,
      signal: origin.signal,
      onPark: origin.onPark,
      onResume: origin.onResume,
      kernel: this.router.kernel,
      router: this.router,
      requestId: this.router.newRequestId(),
    });
    try {
      return (await this.router.perform('execute-api', 'Invoke', invocation, scope)) as Invoked;
    } finally {
      scope.finish();
    }
  }

  /** Only a route that asks for a signature looks at one, and it must be one for this API. */
  private callerOf(wire: WireRequest, { route, api }: Invocation): Principal {
    const { credentials } = addressOf(wire);
    const signed = credentials?.signingName === 'execute-api' && credentials.region === api.region;
    if (route.settings.AuthorizationType !== 'AWS_IAM' || !signed) return { kind: 'anonymous' };
    return this.directory.principalOf(credentials.accessKeyId);
  }

  /** A path that begins with a stage's name is that stage's; any other belongs to `$default`. */
  private stageOf(wire: WireRequest, api: HttpApi): { readonly stage: StageRecord | undefined; readonly path: string } {
    const prefix = `${API_PATH}/${api.id}`;
    const path = (wire.path.startsWith(prefix) ? wire.path.slice(prefix.length) : wire.path) || '/';
    const [, first = '', rest = '/'] = /^\/([^/]+)(\/.*)?$/s.exec(path) ?? [];
    const named = api.stages.get(first);
    return named === undefined ? { stage: api.stages.get('$default'), path } : { stage: named, path: rest };
  }

  private async log(api: HttpApi, stage: StageRecord, context: Readonly<Record<string, string>>): Promise<void> {
    const { DestinationArn, Format } = stage.settings.AccessLogSettings ?? {};
    if (DestinationArn === undefined || Format === undefined) return;
    await writeAccessLog(this.gateway, api, DestinationArn, accessLogLine(Format, context));
  }
}

function isPreflight({ method, headers }: WireRequest): boolean {
  return (
    method === 'OPTIONS' && headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined
  );
}

/** API Gateway's own answers are one line of JSON. */
function message(status: number, text: string, detail: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: text, ...detail }),
    logged: { 'error.message': text },
  };
}

/** As API Gateway answers, with the reason after it, which AWS keeps to itself. */
function failed(error: unknown): Answer {
  if (error instanceof ConnectionReset) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof IntegrationFailure) {
    const answer = message(500, 'Internal Server Error', { reason });
    return { ...answer, logged: { ...answer.logged, integrationErrorMessage: reason } };
  }
  if (error instanceof AwsError) {
    return error.status === 403
      ? message(403, 'Forbidden', { reason })
      : message(error.status, error.status === 503 ? 'Service Unavailable' : error.message, { reason });
  }
  const stack = error instanceof Error ? (error.stack ?? reason) : reason;
  return message(500, 'Internal Server Error', { reason: `This is a defect of the local cloud. ${stack}` });
}

function outcome({ status, body }: Answer): Record<string, string> {
  return { status: String(status), responseLength: String(Buffer.byteLength(body ?? '')) };
}

function respond({ status, headers, body }: Answer, requestId: string): WireResponse {
  return { status, headers: { ...headers, 'apigw-requestid': requestId }, body };
}
