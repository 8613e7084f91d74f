import type { Api } from '@aws-sdk/client-apigatewayv2';
import { httpApiArn } from '../../../model/arn';
import { PropertyValues, present, tagChanges } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

export const httpApi: ResourceType = {
  type: 'AWS::ApiGatewayV2::Api',
  properties: [
    'CorsConfiguration.AllowCredentials',
    'CorsConfiguration.AllowHeaders',
    'CorsConfiguration.AllowMethods',
    'CorsConfiguration.AllowOrigins',
    'CorsConfiguration.ExposeHeaders',
    'CorsConfiguration.MaxAge',
    'Description',
    'Name',
    'ProtocolType',
    'Tags',
  ],
  tagsAreMap: true,
  attributes: ['ApiEndpoint', 'ApiId'],
  replaceOn: ['ProtocolType'],

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const api = await call(context, 'CreateApi', {
      ...settings(values),
      ProtocolType: values.requiredText('ProtocolType'),
      Tags: values.textMap('Tags') ?? {},
    });
    return describe(api);
  },

  async update(ApiId, properties, previous, context) {
    const values = new PropertyValues(properties);
    const before = new PropertyValues(previous);
    // An update leaves alone what it does not name.
    const api = await call(context, 'UpdateApi', { ApiId, Description: '', ...settings(values) });
    if (before.has('CorsConfiguration') && !values.has('CorsConfiguration')) {
      await call(context, 'DeleteCorsConfiguration', { ApiId });
    }
    const { added, removed } = tagChanges(values.textMap('Tags') ?? {}, before.textMap('Tags') ?? {});
    const ResourceArn = httpApiArn({ ...context, name: ApiId });
    if (removed.length > 0) await call(context, 'UntagResource', { ResourceArn, TagKeys: removed });
    if (Object.keys(added).length > 0) await call(context, 'TagResource', { ResourceArn, Tags: added });
    return describe(api);
  },

  async delete(ApiId, _properties: Properties, context) {
    await call(context, 'DeleteApi', { ApiId });
  },
};

function settings(values: PropertyValues): Record<string, unknown> {
  const cors = values.group('CorsConfiguration');
  return present({
    Name: values.requiredText('Name'),
    Description: values.text('Description'),
    CorsConfiguration:
      cors &&
      present({
        AllowCredentials: cors.flag('AllowCredentials'),
        AllowHeaders: cors.texts('AllowHeaders'),
        AllowMethods: cors.texts('AllowMethods'),
        AllowOrigins: cors.texts('AllowOrigins'),
        ExposeHeaders: cors.texts('ExposeHeaders'),
        MaxAge: cors.number('MaxAge'),
      }),
  });
}

function describe({ ApiId = '', ApiEndpoint = '' }: Api): CreatedResource {
  return { physicalId: ApiId, attributes: { ApiId, ApiEndpoint } };
}

function call(context: DeployContext, action: string, input: object): Promise<Api> {
  return context.router.call<Api>('apigateway', action, input, context.caller);
}
