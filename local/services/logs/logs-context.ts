import { logGroupArn, logStreamArn, parseArn } from '../../../model/arn';
import type { NamedPolicy } from '../../../model/policy/request';
import type { Access, Request, Router } from '../service';
import { invalidParameter } from './errors';
import type { LogsModel, Place } from './logs-model';
import type { Retention } from './retention';

/** What each action of CloudWatch Logs works with. */
export interface Logs {
  readonly model: LogsModel;
  readonly retention: Retention;
  readonly router: Router;
}

/**
 * Access to a group as a whole. AWS compares such an action with the ARN of all of the group's streams, which is why a
 * policy must name the group with a trailing `:*` ("LogGroup", API Reference).
 */
export function groupAccess(action: string, place: Place, group: string | undefined): Access {
  return streamAccess(action, place, group, '');
}

export function streamAccess(
  action: string,
  { account, region }: Place,
  group: string | undefined,
  stream: string | undefined,
): Access {
  const resource = logStreamArn({ account, region, name: group ?? '', stream: stream ?? '' });
  return { action: `logs:${action}`, resource, account, policies: [deliveryPolicy(account)] };
}

/** By account. */
const DELIVERY_POLICIES = new Map<string, NamedPolicy>();

/**
 * Vended logs, such as API Gateway's access logs: whoever sets one up has AWS write a resource policy of this kind ("Enable
 * logging from AWS services"). Here it is there from the beginning.
 */
function deliveryPolicy(account: string): NamedPolicy {
  const known = DELIVERY_POLICIES.get(account);
  if (known !== undefined) return known;
  const policy: NamedPolicy = {
    name: 'the resource policy AWSLogDeliveryWrite20150319',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        },
      ],
    },
  };
  DELIVERY_POLICIES.set(account, policy);
  return policy;
}

/** Tags are the exception: their actions are compared with the group's ARN without `:*`. */
export function tagAccess(action: string, resourceArn: string | undefined, request: Request): Access {
  const { account, region, name } = groupOfArn(resourceArn, request);
  return { action: `logs:${action}`, resource: logGroupArn({ account, region, name }), account };
}

export interface GroupReference extends Place {
  readonly name: string;
}

/** The group that a request names, by its name or by its name or ARN in `logGroupIdentifier`. */
export function groupOf(
  input: { readonly logGroupName?: string; readonly logGroupIdentifier?: string },
  request: Request,
): GroupReference {
  const { account, region } = request;
  const { logGroupName: name, logGroupIdentifier: identifier } = input;
  if (name !== undefined && identifier !== undefined) {
    throw invalidParameter('LogGroupName and LogGroupIdentifier cannot be specified at the same time.');
  }
  if (identifier?.startsWith('arn:')) return groupOfArn(identifier, request);
  const given = name ?? identifier;
  if (given === undefined) throw invalidParameter('Either LogGroupName or LogGroupIdentifier must be specified.');
  return { account, region, name: given };
}

/** A group's ARN without `:*`. */
export function groupOfArn(arn: string | undefined, { region }: Request): GroupReference {
  const parts = parseArn(arn ?? '');
  const name = parts?.resource.startsWith('log-group:') ? parts.resource.slice('log-group:'.length) : '';
  if (parts?.service !== 'logs' || parts.region !== region || name === '' || /[:*]/.test(name)) {
    throw invalidParameter(
      `'${arn}' is not the ARN of a log group in ${region}. Use arn:aws:logs:${region}:ACCOUNT:log-group:NAME, without ':*'.`,
    );
  }
  return { account: parts.account, region: parts.region, name };
}
