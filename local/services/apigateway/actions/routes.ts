import type {
  CreateRouteRequest,
  DeleteRouteRequest,
  GetRouteRequest,
  GetRoutesRequest,
  GetRoutesResponse,
  Route,
  UpdateRouteRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service';
import { inApi } from '../access';
import type { ApiGateway } from '../api-gateway-context';
import { badRequest, conflict, notFound, notOffered } from '../errors';
import type { HttpApi, RouteRecord } from '../http-api';
import { parseRouteKey } from '../route-key';

const idOf = (input: { readonly RouteId?: string }) => input.RouteId;

function readRoute(input: CreateRouteRequest, api: HttpApi, RouteId: string): RouteRecord {
  const key = parseRouteKey(input.RouteKey);
  const { AuthorizationType = 'NONE', Target } = input;
  if (AuthorizationType !== 'NONE' && AuthorizationType !== 'AWS_IAM') {
    throw notOffered(`routes with authorization of type ${AuthorizationType}`);
  }
  if (input.ApiKeyRequired === true) throw badRequest('API keys are not supported for HTTP APIs');
  const integration = /^integrations\/(.+)$/.exec(Target ?? '')?.[1];
  if (Target !== undefined && !api.integrations.has(integration ?? '')) {
    throw badRequest(`Integration ID ${integration ?? Target} was not found`);
  }
  const twin = [...api.routes.values()].find((route) => route.key.text === key.text);
  if (twin !== undefined && twin.settings.RouteId !== RouteId) {
    throw conflict(`Route with key ${key.text} already exists for this API`);
  }
  const { OperationName } = input;
  return {
    key,
    settings: { RouteId, RouteKey: key.text, AuthorizationType, Target, OperationName, ApiKeyRequired: false },
  };
}

export const createRoute = ({ apis }: ApiGateway): Operation<CreateRouteRequest, Route> => ({
  access: inApi('POST', 'routes'),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const route = readRoute(input, api, apis.newId(7));
    api.routes.set(route.settings.RouteId, route);
    return route.settings;
  },
});

export const getRoute = ({ apis }: ApiGateway): Operation<GetRouteRequest, Route> => ({
  access: inApi('GET', 'routes', idOf),
  run: (input, request) => find(apis.at(input.ApiId, request), input.RouteId).settings,
});

export const getRoutes = ({ apis }: ApiGateway): Operation<GetRoutesRequest, GetRoutesResponse> => ({
  access: inApi('GET', 'routes'),
  run: (input, request) => ({
    Items: [...apis.at(input.ApiId, request).routes.values()].map(({ settings }) => settings),
  }),
});

export const updateRoute = ({ apis }: ApiGateway): Operation<UpdateRouteRequest, Route> => ({
  access: inApi('PATCH', 'routes', idOf),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const { settings } = find(api, input.RouteId);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const route = readRoute(
      { ...settings, ApiId: api.id, RouteKey: settings.RouteKey, ...given },
      api,
      settings.RouteId,
    );
    api.routes.set(settings.RouteId, route);
    return route.settings;
  },
});

export const deleteRoute = ({ apis }: ApiGateway): Operation<DeleteRouteRequest, undefined> => ({
  access: inApi('DELETE', 'routes', idOf),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    api.routes.delete(find(api, input.RouteId).settings.RouteId);
    return undefined;
  },
});

function find(api: HttpApi, id: string | undefined): RouteRecord {
  const route = api.routes.get(id ?? '');
  if (route === undefined) throw notFound('Route', id);
  return route;
}
