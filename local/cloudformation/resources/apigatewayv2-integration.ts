import type { Integration } from '@aws-sdk/client-apigatewayv2';
import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, ResourceType } from '../resource-type';

export const httpApiIntegration: ResourceType = {
  type: 'AWS::ApiGatewayV2::Integration',
  // What only HTTP and Lambda integrations have is left out: the local cloud's integrations send to queues.
  properties: [
    'ApiId',
    'CredentialsArn',
    'Description',
    'IntegrationSubtype',
    'IntegrationType',
    'PayloadFormatVersion',
    'RequestParameters',
    'ResponseParameters',
    'TimeoutInMillis',
  ],
  attributes: ['IntegrationId'],
  replaceOn: ['ApiId'],

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const { IntegrationId = '' } = await call(context, 'CreateIntegration', settings(values));
    return describe(IntegrationId);
  },

  async update(IntegrationId, properties, _previous, context) {
    const values = new PropertyValues(properties);
    await call(context, 'UpdateIntegration', { Description: '', ...settings(values), IntegrationId });
    return describe(IntegrationId);
  },

  async delete(IntegrationId, properties, context) {
    const ApiId = new PropertyValues(properties).requiredText('ApiId');
    await call(context, 'DeleteIntegration', { ApiId, IntegrationId });
  },
};

function settings(values: PropertyValues): Record<string, unknown> {
  return present({
    ApiId: values.requiredText('ApiId'),
    CredentialsArn: values.text('CredentialsArn'),
    Description: values.text('Description'),
    IntegrationSubtype: values.text('IntegrationSubtype'),
    IntegrationType: values.requiredText('IntegrationType'),
    PayloadFormatVersion: values.text('PayloadFormatVersion'),
    RequestParameters: values.textMap('RequestParameters') ?? {},
    ResponseParameters: responseParameters(values),
    TimeoutInMillis: values.number('TimeoutInMillis'),
  });
}

/** A template lists `{ Destination, Source }` for each status; the API takes them as a map. */
function responseParameters(values: PropertyValues): Record<string, Record<string, string>> {
  const group = values.group('ResponseParameters');
  if (group === undefined) return {};
  return Object.fromEntries(
    group.names().map((status) => {
      const mappings = group.requiredGroup(status).groups('ResponseParameters') ?? [];
      return [
        status,
        Object.fromEntries(mappings.map((each) => [each.requiredText('Destination'), each.requiredText('Source')])),
      ];
    }),
  );
}

function describe(IntegrationId: string): CreatedResource {
  return { physicalId: IntegrationId, attributes: { IntegrationId } };
}

function call(context: DeployContext, action: string, input: object): Promise<Integration> {
  return context.router.call<Integration>('apigateway', action, input, context.caller);
}
