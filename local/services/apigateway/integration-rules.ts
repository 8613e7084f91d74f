import type { CreateIntegrationRequest, Integration } from '@aws-sdk/client-apigatewayv2';
import { badRequest, notOffered } from './errors';
import { brokenMapping } from './response-mapping';

/** "Integration subtype reference", SQS-SendMessage: parameters, and whether an integration needs them. */
const SEND_MESSAGE: Readonly<Record<string, boolean>> = {
  QueueUrl: true,
  MessageBody: true,
  DelaySeconds: false,
  MessageAttributes: false,
  MessageDeduplicationId: false,
  MessageGroupId: false,
  MessageSystemAttributes: false,
  Region: false,
};

/** @throws what API Gateway would not create, and 501 for what only AWS has */
export function readIntegration(input: CreateIntegrationRequest, IntegrationId: string): Integration {
  const { IntegrationType, IntegrationSubtype, RequestParameters = {}, ResponseParameters = {} } = input;
  if (IntegrationType !== 'AWS_PROXY' || IntegrationSubtype !== 'SQS-SendMessage') {
    throw notOffered(`integrations of type ${IntegrationType} ${IntegrationSubtype ?? 'without a subtype'}`);
  }
  if (input.TlsConfig !== undefined || input.ConnectionType === 'VPC_LINK') throw notOffered('private integrations');
  if (input.CredentialsArn === undefined) {
    throw badRequest(`Credentials are required for integration subtype ${IntegrationSubtype}`);
  }
  if (input.PayloadFormatVersion !== '1.0') {
    throw badRequest(`PayloadFormatVersion 1.0 is required for integration subtype ${IntegrationSubtype}`);
  }
  const unknown = Object.keys(RequestParameters).filter((name) => !(name in SEND_MESSAGE));
  if (unknown.length > 0)
    throw badRequest(`Invalid parameters specified for ${IntegrationSubtype}: ${unknown.join(', ')}`);
  const missing = Object.keys(SEND_MESSAGE).filter((name) => SEND_MESSAGE[name] && !(name in RequestParameters));
  if (missing.length > 0) throw badRequest(`Parameters required for ${IntegrationSubtype}: ${missing.join(', ')}`);
  const broken = brokenMapping(ResponseParameters);
  if (broken !== undefined) throw badRequest(broken);
  return {
    IntegrationId,
    IntegrationType,
    IntegrationSubtype,
    ConnectionType: 'INTERNET',
    CredentialsArn: input.CredentialsArn,
    Description: input.Description,
    PayloadFormatVersion: input.PayloadFormatVersion,
    RequestParameters,
    ResponseParameters,
    TimeoutInMillis: input.TimeoutInMillis ?? 30_000,
  };
}
