import { PropertyValues, present } from '../property-values';
import type { DeployContext, ResourceType } from '../resource-type';

export const httpApiStage: ResourceType = {
  type: 'AWS::ApiGatewayV2::Stage',
  properties: [
    'AccessLogSettings.DestinationArn',
    'AccessLogSettings.Format',
    'ApiId',
    'AutoDeploy',
    'DefaultRouteSettings.ThrottlingBurstLimit',
    'DefaultRouteSettings.ThrottlingRateLimit',
    'Description',
    'StageName',
    'StageVariables',
  ],
  attributes: [],
  replaceOn: ['ApiId', 'StageName'],

  async create(properties, context) {
    const values = new PropertyValues(properties);
    await call(context, 'CreateStage', settings(values));
    return { physicalId: values.requiredText('StageName'), attributes: {} };
  },

  async update(StageName, properties, previous, context) {
    const values = new PropertyValues(properties);
    const unset = { DefaultRouteSettings: {}, Description: '', StageVariables: {} };
    await call(context, 'UpdateStage', { ...unset, ...settings(values) });
    if (!values.has('AccessLogSettings') && new PropertyValues(previous).has('AccessLogSettings')) {
      await call(context, 'DeleteAccessLogSettings', { ApiId: values.requiredText('ApiId'), StageName });
    }
    return { physicalId: StageName, attributes: {} };
  },

  async delete(StageName, properties, context) {
    await call(context, 'DeleteStage', { ApiId: new PropertyValues(properties).requiredText('ApiId'), StageName });
  },
};

function settings(values: PropertyValues): Record<string, unknown> {
  const log = values.group('AccessLogSettings');
  const throttling = values.group('DefaultRouteSettings');
  return present({
    ApiId: values.requiredText('ApiId'),
    AccessLogSettings:
      log && present({ DestinationArn: log.requiredText('DestinationArn'), Format: log.requiredText('Format') }),
    AutoDeploy: values.flag('AutoDeploy'),
    DefaultRouteSettings:
      throttling &&
      present({
        ThrottlingBurstLimit: throttling.number('ThrottlingBurstLimit'),
        ThrottlingRateLimit: throttling.number('ThrottlingRateLimit'),
      }),
    Description: values.text('Description'),
    StageName: values.requiredText('StageName'),
    StageVariables: values.textMap('StageVariables'),
  });
}

function call(context: DeployContext, action: string, input: object): Promise<unknown> {
  return context.router.call('apigateway', action, input, context.caller);
}
