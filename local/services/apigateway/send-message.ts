import type { SendMessageResult } from '@aws-sdk/client-sqs';
import { assumedRoleArn, parseArn } from '../../../model/arn';
import { AwsError } from '../../aws-error';
import { xmlDocument, xmlElements } from '../../protocols/xml';
import type { CallOptions } from '../service';
import type { ApiGateway } from './api-gateway-context';
import type { ApiResponse } from './response-mapping';

const NAMESPACE = 'http://queue.amazonaws.com/doc/2012-11-05/';
const XML = { 'content-type': 'text/xml' };
/** The session that API Gateway's own requests run in. */
const SESSION = 'BackplaneAssumeRoleSession';

/** API Gateway could not ask the integration at all. */
export class IntegrationFailure extends Error {}

/**
 * Sends the message as the integration's role, and returns SQS's answer as it is: API Gateway speaks the query protocol,
 * whose answers are XML, refusals as well.
 * @throws IntegrationFailure when API Gateway may not take on the role
 */
export async function sendMessage(
  { router }: ApiGateway,
  parameters: Readonly<Record<string, string>>,
  roleArn: string,
  place: { readonly account: string; readonly region: string; readonly requestId: string },
): Promise<ApiResponse> {
  const {
    Region: region = place.region,
    MessageAttributes,
    MessageSystemAttributes,
    DelaySeconds,
    ...texts
  } = parameters;
  const caller = asRole({ router }, roleArn, { account: place.account, region });
  try {
    const sent = await router.call<SendMessageResult>(
      'sqs',
      'SendMessage',
      {
        ...texts,
        ...(DelaySeconds === undefined ? {} : { DelaySeconds: Number(DelaySeconds) }),
        ...attributes('MessageAttributes', MessageAttributes),
        ...attributes('MessageSystemAttributes', MessageSystemAttributes),
      },
      caller,
    );
    return accepted(sent, place.requestId);
  } catch (error) {
    if (error instanceof AwsError) return refused(error, place.requestId);
    throw error;
  }
}

function asRole(
  { router }: Pick<ApiGateway, 'router'>,
  roleArn: string,
  { account, region }: { readonly account: string; readonly region: string },
): CallOptions {
  const role = parseArn(roleArn);
  const service = { kind: 'service', service: 'apigateway.amazonaws.com' } as const;
  const wanted = { RoleArn: roleArn, RoleSessionName: SESSION };
  try {
    const decision = router.decide('sts', 'AssumeRole', wanted, { principal: service, account, region });
    if (!decision.allowed) throw new IntegrationFailure(decision.reason);
  } catch (error) {
    throw error instanceof AwsError ? new IntegrationFailure(error.message) : error;
  }
  const owner = role?.account ?? account;
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const arn = assumedRoleArn({ account: owner, name, session: SESSION, partition: role?.partition });
  return { principal: { kind: 'role', account: owner, roleArn, arn }, account: owner, region };
}

/** Attributes are JSON text in the mapping. */
function attributes(name: string, json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {};
  try {
    return { [name]: JSON.parse(json) };
  } catch {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${json} for parameter ${name} is invalid. Reason: Must be JSON.`,
    );
  }
}

function accepted(sent: SendMessageResult, requestId: string): ApiResponse {
  const members = Object.entries(sent).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return {
    status: 200,
    headers: XML,
    body: xmlDocument(
      `<SendMessageResponse xmlns="${NAMESPACE}"><SendMessageResult>${xmlElements(Object.fromEntries(members))}</SendMessageResult>` +
        `<ResponseMetadata>${xmlElements({ RequestId: requestId })}</ResponseMetadata></SendMessageResponse>`,
    ),
  };
}

function refused(error: AwsError, requestId: string): ApiResponse {
  const detail = xmlElements({ Type: error.type, Code: error.queryCode, Message: error.message });
  return {
    status: error.status,
    headers: XML,
    body: xmlDocument(
      `<ErrorResponse xmlns="${NAMESPACE}"><Error>${detail}</Error>${xmlElements({ RequestId: requestId })}</ErrorResponse>`,
    ),
  };
}
