import type { Kernel } from '../../kernel/kernel';
import type { Router, Service } from '../service';
import { createApi, deleteApi, deleteCorsConfiguration, getApi, getApis, updateApi } from './actions/apis';
import {
  createIntegration,
  deleteIntegration,
  getIntegration,
  getIntegrations,
  updateIntegration,
} from './actions/integrations';
import { createRoute, deleteRoute, getRoute, getRoutes, updateRoute } from './actions/routes';
import { createStage, deleteAccessLogSettings, deleteStage, getStage, getStages, updateStage } from './actions/stages';
import { getTags, tagResource, untagResource } from './actions/tags';
import type { ApiGateway } from './api-gateway-context';
import { Apis } from './apis';
import { invoke } from './invoke';

export interface ApiGatewayServices {
  readonly gateway: ApiGateway;
  /** Where APIs are managed. */
  readonly management: Service;
  /** What their callers reach. */
  readonly execution: Service;
}

/** API Gateway's HTTP APIs. */
export function createApiGateway(kernel: Kernel, router: Router): ApiGatewayServices {
  const gateway: ApiGateway = { kernel, router, apis: new Apis(kernel.random.fork('apigateway')) };
  return {
    gateway,
    management: {
      name: 'apigateway',
      operations: {
        CreateApi: createApi(gateway),
        CreateIntegration: createIntegration(gateway),
        CreateRoute: createRoute(gateway),
        CreateStage: createStage(gateway),
        DeleteAccessLogSettings: deleteAccessLogSettings(gateway),
        DeleteApi: deleteApi(gateway),
        DeleteCorsConfiguration: deleteCorsConfiguration(gateway),
        DeleteIntegration: deleteIntegration(gateway),
        DeleteRoute: deleteRoute(gateway),
        DeleteStage: deleteStage(gateway),
        GetApi: getApi(gateway),
        GetApis: getApis(gateway),
        GetIntegration: getIntegration(gateway),
        GetIntegrations: getIntegrations(gateway),
        GetRoute: getRoute(gateway),
        GetRoutes: getRoutes(gateway),
        GetStage: getStage(gateway),
        GetStages: getStages(gateway),
        GetTags: getTags(gateway),
        TagResource: tagResource(gateway),
        UntagResource: untagResource(gateway),
        UpdateApi: updateApi(gateway),
        UpdateIntegration: updateIntegration(gateway),
        UpdateRoute: updateRoute(gateway),
        UpdateStage: updateStage(gateway),
      },
    },
    execution: { name: 'execute-api', operations: { Invoke: invoke(gateway) } },
  };
}
