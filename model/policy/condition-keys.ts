import type { AccessRequest } from './request';

export type KeyValue = string | readonly string[] | undefined;

/** What conditions and policy variables ask: the value of a key, without regard to its case. */
export interface ConditionKeys {
  /** @param lowerCase the same name in lower case, known since the policy was compiled */
  value(name: string, lowerCase: string): KeyValue;
}

/** The keys of one request: what the request carries, and what follows from its principal and resource. */
export class RequestKeys implements ConditionKeys {
  constructor(private readonly request: AccessRequest) {}

  value(name: string, lowerCase: string): KeyValue {
    const carried = this.carried(name, lowerCase) ?? principalKey(this.request, lowerCase);
    return typeof carried === 'object' && carried.length === 0 ? undefined : carried;
  }

  private carried(name: string, lowerCase: string): KeyValue {
    const { context } = this.request;
    // An inherited property such as `constructor` is neither a text nor a list; Object.hasOwn takes ten times as long.
    const value = context[name];
    if (typeof value === 'string' || Array.isArray(value)) {
      return value;
    }
    for (const key in context) {
      if (key.length === lowerCase.length && key.toLowerCase() === lowerCase) {
        return context[key];
      }
    }
    return undefined;
  }
}

const PRINCIPAL_TYPES = { account: 'Account', user: 'User', role: 'AssumedRole', anonymous: 'Anonymous' } as const;

/** "AWS global condition context keys": properties of the principal and of the resource. */
function principalKey(request: AccessRequest, lowerCase: string): KeyValue {
  const { principal } = request;
  switch (lowerCase) {
    case 'aws:principalarn':
      // Of an assumed role it is the role's ARN, not the session's, so that policies can name it beforehand.
      return principal.kind === 'role' ? principal.roleArn : 'arn' in principal ? principal.arn : undefined;
    case 'aws:principalaccount':
      return 'account' in principal ? principal.account : undefined;
    case 'aws:principaltype':
      return principal.kind === 'service' ? undefined : PRINCIPAL_TYPES[principal.kind];
    case 'aws:principalisawsservice':
      // Every signed request has it; an anonymous one has not.
      return principal.kind === 'anonymous' ? undefined : String(principal.kind === 'service');
    case 'aws:principalservicename':
      return principal.kind === 'service' ? principal.service : undefined;
    case 'aws:principalservicenameslist':
      return principal.kind === 'service' ? [principal.service] : undefined;
    case 'aws:username':
      return principal.kind === 'user' ? principal.arn.slice(principal.arn.lastIndexOf('/') + 1) : undefined;
    case 'aws:resourceaccount':
      return request.resourceAccount;
    default:
      return undefined;
  }
}
