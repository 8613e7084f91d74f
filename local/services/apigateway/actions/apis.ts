import type {
  Api,
  CreateApiRequest,
  DeleteApiRequest,
  GetApiRequest,
  GetApisRequest,
  GetApisResponse,
  UpdateApiRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service';
import { manage } from '../access';
import type { ApiGateway } from '../api-gateway-context';
import { badRequest, notOffered } from '../errors';

/** What would change how an API answers, and is not there. */
function refuseOptions(input: CreateApiRequest | UpdateApiRequest): void {
  const options = {
    RouteKey: input.RouteKey,
    Target: input.Target,
    CredentialsArn: input.CredentialsArn,
    DisableExecuteApiEndpoint: input.DisableExecuteApiEndpoint || undefined,
  };
  const given = Object.entries(options).find(([, value]) => value !== undefined);
  if (given !== undefined) throw notOffered(`'${given[0]}' of an API`);
}

export const createApi = ({ apis, kernel }: ApiGateway): Operation<CreateApiRequest, Api> => ({
  access: (_input, request) => manage('POST', '/apis', request),
  run: (input, request) => {
    if (input.Name === undefined) throw badRequest('Name cannot be null');
    if (input.ProtocolType !== 'HTTP') throw notOffered(`APIs with 'ProtocolType' ${input.ProtocolType}`);
    refuseOptions(input);
    const settings = { name: input.Name, description: input.Description, cors: input.CorsConfiguration };
    const api = apis.add(request, kernel.clock.now(), settings);
    api.tags = { ...input.Tags };
    return api.describe(request.endpoint);
  },
});

export const getApi = ({ apis }: ApiGateway): Operation<GetApiRequest, Api> => ({
  access: (input, request) => manage('GET', `/apis/${input.ApiId}`, request),
  run: (input, request) => apis.at(input.ApiId, request).describe(request.endpoint),
});

export const getApis = ({ apis }: ApiGateway): Operation<GetApisRequest, GetApisResponse> => ({
  access: (_input, request) => manage('GET', '/apis', request),
  run: (_input, request) => ({ Items: apis.in(request).map((api) => api.describe(request.endpoint)) }),
});

export const updateApi = ({ apis }: ApiGateway): Operation<UpdateApiRequest, Api> => ({
  access: (input, request) => manage('PATCH', `/apis/${input.ApiId}`, request),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    refuseOptions(input);
    api.name = input.Name ?? api.name;
    api.description = input.Description ?? api.description;
    api.cors = input.CorsConfiguration ?? api.cors;
    return api.describe(request.endpoint);
  },
});

export const deleteCorsConfiguration = ({ apis }: ApiGateway): Operation<GetApiRequest, undefined> => ({
  access: (input, request) => manage('DELETE', `/apis/${input.ApiId}/cors`, request),
  run: (input, request) => {
    apis.at(input.ApiId, request).cors = undefined;
    return undefined;
  },
});

export const deleteApi = ({ apis }: ApiGateway): Operation<DeleteApiRequest, undefined> => ({
  access: (input, request) => manage('DELETE', `/apis/${input.ApiId}`, request),
  run: (input, request) => {
    apis.remove(apis.at(input.ApiId, request));
    return undefined;
  },
});
