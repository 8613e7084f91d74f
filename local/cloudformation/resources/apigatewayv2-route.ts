import type { Route } from '@aws-sdk/client-apigatewayv2';
import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, ResourceType } from '../resource-type';

export const httpApiRoute: ResourceType = {
  type: 'AWS::ApiGatewayV2::Route',
  properties: ['ApiId', 'AuthorizationType', 'OperationName', 'RouteKey', 'Target'],
  attributes: ['RouteId'],
  replaceOn: ['ApiId'],

  async create(properties, context) {
    const { RouteId = '' } = await call(context, 'CreateRoute', settings(new PropertyValues(properties)));
    return describe(RouteId);
  },

  async update(RouteId, properties, _previous, context) {
    const wanted = settings(new PropertyValues(properties));
    await call(context, 'UpdateRoute', { AuthorizationType: 'NONE', ...wanted, RouteId });
    return describe(RouteId);
  },

  async delete(RouteId, properties, context) {
    await call(context, 'DeleteRoute', { ApiId: new PropertyValues(properties).requiredText('ApiId'), RouteId });
  },
};

function settings(values: PropertyValues): Record<string, unknown> {
  return present({
    ApiId: values.requiredText('ApiId'),
    AuthorizationType: values.text('AuthorizationType'),
    OperationName: values.text('OperationName'),
    RouteKey: values.requiredText('RouteKey'),
    Target: values.text('Target'),
  });
}

function describe(RouteId: string): CreatedResource {
  return { physicalId: RouteId, attributes: { RouteId } };
}

function call(context: DeployContext, action: string, input: object): Promise<Route> {
  return context.router.call<Route>('apigateway', action, input, context.caller);
}
