import type { Stage } from '@aws-sdk/client-apigatewayv2';
import { executeApiArn } from '../../../model/arn';
import type { Operation } from '../service';
import type { ApiGateway } from './api-gateway-context';
import type { HttpApi, RouteRecord } from './http-api';
import { type MappingSource, mappedValue } from './parameter-mapping';
import { type ApiResponse, mapResponse, type ResponseMappings } from './response-mapping';
import { sendMessage } from './send-message';

/** A request that has found its route. */
export interface Invocation extends MappingSource {
  readonly api: HttpApi;
  readonly stage: Stage & { readonly StageName: string };
  readonly route: RouteRecord;
  readonly method: string;
}

export interface Invoked {
  readonly response: ApiResponse;
  /** What the integration answered, before the response was mapped. */
  readonly integration: ApiResponse;
}

/** What calls an API: a route with `AWS_IAM` asks for `execute-api:Invoke`, any other lets everybody in. */
export const invoke = (gateway: ApiGateway): Operation<Invocation, Invoked> => ({
  access: ({ api, stage, route, method, path }) => {
    if (route.settings.AuthorizationType !== 'AWS_IAM') return [];
    const resource = executeApiArn({ ...placeOf(api), name: api.id, route: `${stage.StageName}/${method}${path}` });
    return { action: 'execute-api:Invoke', resource, account: api.account };
  },

  run: async (invocation, { requestId }) => {
    const { api, route } = invocation;
    const target = route.settings.Target?.slice('integrations/'.length) ?? '';
    const settings = api.integrations.get(target);
    if (settings === undefined) throw new Error(`Route ${route.key.text} of API ${api.id} has no integration.`);
    const parameters: Record<string, string> = {};
    for (const [name, mapping] of Object.entries(settings.RequestParameters ?? {})) {
      const value = mappedValue(mapping, invocation);
      // What the request does not have is left out, and SQS says what it misses.
      if (value !== undefined) parameters[name] = value;
    }
    const integration = await sendMessage(gateway, parameters, settings.CredentialsArn ?? '', {
      ...placeOf(api),
      requestId,
    });
    const mappings: ResponseMappings = settings.ResponseParameters ?? {};
    return { response: mapResponse(integration, mappings, invocation), integration };
  },
});

const placeOf = ({ account, region }: HttpApi) => ({ account, region });
