import { parseArn } from '../../../model/arn';
import type { PolicyDocument, PolicyStatement } from '../../../model/policy/document';
import { evaluate } from '../../../model/policy/evaluate';
import { isKnown } from './values';

/** What an AWS service asks for on behalf of one of its resources. */
export interface ServiceRequest {
  /** For example `s3`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly sourceArn: string;
  /** The account of the source; undefined when it is not known. */
  readonly sourceAccount: string | undefined;
  /** The source's region: newer regions have service principals of their own. */
  readonly region: string;
}

/** What the policies of a resource say to a service; `unknown` when that depends on what only CloudFormation knows. */
export type Answer = 'yes' | 'no' | 'unknown';

export function askFor(request: ServiceRequest, policies: readonly PolicyDocument[]): Answer {
  if (isAllowed(request, policies)) return 'yes';
  const unconditional = policies.map(withoutConditions);
  if (!isAllowed(request, unconditional)) {
    return policies.some(hasUnknownPrincipal) ? 'unknown' : 'no';
  }
  const asked = [request.sourceArn, request.sourceAccount ?? '⟦account⟧'].join();
  return isKnown(asked) && isKnown(JSON.stringify(policies)) ? 'no' : 'unknown';
}

function isAllowed(request: ServiceRequest, policies: readonly PolicyDocument[]): boolean {
  const { service, action, resource, sourceArn, sourceAccount, region } = request;
  const names = [`${service}.amazonaws.com`, `${service}.${region}.amazonaws.com`];
  return names.some(
    (name) =>
      evaluate({
        principal: { kind: 'service', service: name },
        action,
        resource,
        resourceAccount: parseArn(resource)?.account ?? '',
        context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceAccount, 'aws:SecureTransport': 'true' },
        identityPolicies: [],
        resourcePolicies: policies.map((document, index) => ({ name: `policy ${index + 1}`, document })),
      }).allowed,
  );
}

function withoutConditions(document: PolicyDocument): PolicyDocument {
  const allowing = statementsOf(document).filter(({ Effect }) => Effect === 'Allow');
  return { ...document, Statement: allowing.map(({ Condition: _, ...statement }) => statement) };
}

function hasUnknownPrincipal(document: PolicyDocument): boolean {
  return statementsOf(document).some(
    ({ Principal }) => Principal !== undefined && !isKnown(JSON.stringify(serviceOf(Principal))),
  );
}

function serviceOf(principal: NonNullable<PolicyStatement['Principal']>): unknown {
  return typeof principal === 'string' ? principal : (principal.Service ?? '');
}

function statementsOf(document: PolicyDocument): readonly PolicyStatement[] {
  const { Statement } = document;
  return Array.isArray(Statement) ? Statement : [Statement as PolicyStatement];
}

/** Somebody whom nobody knows: with what a request carries, and none of the values that a policy would name. */
const STRANGER = {
  'aws:SourceArn': 'arn:aws:s3:::somebody-elses-bucket',
  'aws:SourceAccount': '999999999999',
  'aws:SourceOwner': '999999999999',
  'aws:PrincipalAccount': '999999999999',
  'aws:PrincipalOrgID': 'o-somebodyelse',
  'aws:SourceOrgID': 'o-somebodyelse',
  'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/stranger',
  'aws:SourceIp': '203.0.113.77',
  'aws:SecureTransport': 'true',
} as const;

/** Whether one statement lets in everybody in the world. */
export function isPublic(statement: PolicyStatement, resource: string): boolean {
  return ACTIONS.some(
    (action) =>
      evaluate({
        principal: { kind: 'anonymous' },
        action,
        resource,
        resourceAccount: parseArn(resource)?.account ?? '',
        context: STRANGER,
        identityPolicies: [],
        resourcePolicies: [{ name: 'policy', document: { Version: '2012-10-17', Statement: [statement] } }],
      }).allowed,
  );
}

const ACTIONS = [
  'sqs:SendMessage',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:PurgeQueue',
  'sqs:GetQueueAttributes',
];

/** Whether a statement lets an AWS service act for anybody's resource: the confused deputy. */
export function servesAnybody(statement: PolicyStatement, service: string, resource: string): boolean {
  return evaluate({
    principal: { kind: 'service', service },
    action: 'sqs:SendMessage',
    resource,
    resourceAccount: parseArn(resource)?.account ?? '',
    context: STRANGER,
    identityPolicies: [],
    resourcePolicies: [{ name: 'policy', document: { Version: '2012-10-17', Statement: [statement] } }],
  }).allowed;
}
