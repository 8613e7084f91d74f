import type {
  CreateIntegrationRequest,
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationsRequest,
  GetIntegrationsResponse,
  Integration,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { parseArn } from '../../../../model/arn';
import type { Access, Operation, Request } from '../../service';
import { inApi } from '../access';
import type { ApiGateway } from '../api-gateway-context';
import { conflict, notFound } from '../errors';
import type { HttpApi } from '../http-api';
import { readIntegration } from '../integration-rules';

const idOf = (input: { readonly IntegrationId?: string }) => input.IntegrationId;

/** Who gives an integration a role must be allowed to pass it. */
function passRole(roleArn: string | undefined, { account }: Request): readonly Access[] {
  if (roleArn === undefined || parseArn(roleArn)?.service !== 'iam') return [];
  const context = { 'iam:PassedToService': 'apigateway.amazonaws.com' };
  return [{ action: 'iam:PassRole', resource: roleArn, account, context }];
}

export const createIntegration = ({ apis }: ApiGateway): Operation<CreateIntegrationRequest, Integration> => ({
  access: (input, request) => [
    inApi('POST', 'integrations')(input, request),
    ...passRole(input.CredentialsArn, request),
  ],
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const id = apis.newId(7);
    const integration = readIntegration(input, id);
    api.integrations.set(id, integration);
    return integration;
  },
});

export const getIntegration = ({ apis }: ApiGateway): Operation<GetIntegrationRequest, Integration> => ({
  access: inApi('GET', 'integrations', idOf),
  run: (input, request) => find(apis.at(input.ApiId, request), input.IntegrationId),
});

export const getIntegrations = ({ apis }: ApiGateway): Operation<GetIntegrationsRequest, GetIntegrationsResponse> => ({
  access: inApi('GET', 'integrations'),
  run: (input, request) => ({ Items: [...apis.at(input.ApiId, request).integrations.values()] }),
});

export const updateIntegration = ({ apis }: ApiGateway): Operation<UpdateIntegrationRequest, Integration> => ({
  access: (input, request) => [
    inApi('PATCH', 'integrations', idOf)(input, request),
    ...passRole(input.CredentialsArn, request),
  ],
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const current = find(api, input.IntegrationId);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const integration = readIntegration(
      { ...current, ApiId: api.id, IntegrationType: 'AWS_PROXY', ...given },
      current.IntegrationId ?? '',
    );
    api.integrations.set(current.IntegrationId ?? '', integration);
    return integration;
  },
});

export const deleteIntegration = ({ apis }: ApiGateway): Operation<DeleteIntegrationRequest, undefined> => ({
  access: inApi('DELETE', 'integrations', idOf),
  run: (input, request) => {
    const api = apis.at(input.ApiId, request);
    const { IntegrationId: id = '' } = find(api, input.IntegrationId);
    const used = [...api.routes.values()].find(({ settings }) => settings.Target === `integrations/${id}`);
    if (used !== undefined) {
      throw conflict(`Cannot delete Integration '${id}', it is referenced by Route '${used.settings.RouteKey}'.`);
    }
    api.integrations.delete(id);
    return undefined;
  },
});

function find(api: HttpApi, id: string | undefined): Integration {
  const integration = api.integrations.get(id ?? '');
  if (integration === undefined) throw notFound('Integration', id);
  return integration;
}
