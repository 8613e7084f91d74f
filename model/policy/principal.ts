import type { PolicyPrincipal } from './document';
import type { AccessRequest, Principal } from './request';
import { listed } from './wording';

/**
 * How a resource policy names a principal:
 * `direct` by itself or by `*`, which needs nobody else's consent within its account;
 * `role` by the role of its session, whose permissions boundary and session policies still limit it;
 * `account` only through its account, which then decides by its own identity policies.
 */
export type PrincipalMatch = 'direct' | 'role' | 'account' | 'none';

/** Who asks, and whether a permissions boundary is set on them. */
type Caller = Pick<AccessRequest, 'principal' | 'permissionsBoundary'>;

export interface PrincipalPattern {
  match(caller: Caller): PrincipalMatch;
  /** Whether it names any caller of the same kind: services, or identities of accounts. */
  namesKindOf(principal: Principal): boolean;
  /** The principals named, for people. */
  readonly text: string;
}

const ACCOUNT = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;

/** "AWS JSON policy elements: Principal". */
export function compilePrincipal(element: PolicyPrincipal): PrincipalPattern {
  const named = namesOf(element);
  return {
    text: textOf(element),
    match: ({ principal }) => strongest(named, principal),
    namesKindOf: ({ kind }) => element === '*' || (kind === 'service' ? 'Service' : 'AWS') in element,
  };
}

/**
 * "AWS JSON policy elements: NotPrincipal". It leaves out only whom it names completely: a user with its
 * account, a role's session with its role and its account. Naming the role alone leaves its session in.
 * Whoever has a permissions boundary is never left out ("Permissions boundaries for IAM entities").
 */
export function compileNotPrincipal(element: PolicyPrincipal): PrincipalPattern {
  const everyone = element === '*' || textsOf(element['AWS']).includes('*');
  const named = new Set(element === '*' ? [] : Object.values(element).flatMap(textsOf).map(normalized));
  const isNamed = (principal: Principal) =>
    principal.kind !== 'anonymous' && identitiesOf(principal).every((identity) => named.has(identity));
  return {
    text: `anyone but ${textOf(element)}`,
    namesKindOf: () => true,
    match: ({ principal, permissionsBoundary }) =>
      permissionsBoundary === undefined && (everyone || isNamed(principal)) ? 'none' : 'direct',
  };
}

type NameMatch = (principal: Principal) => PrincipalMatch;

function namesOf(element: PolicyPrincipal): readonly NameMatch[] {
  if (element === '*') {
    return [everyone];
  }
  return Object.entries(element).flatMap(([kind, values]) => {
    switch (kind) {
      case 'AWS':
        return textsOf(values).map(awsName);
      case 'Service':
        return textsOf(values).map(serviceName);
      default:
        // Federated and CanonicalUser name callers that a request's principal cannot be.
        return [];
    }
  });
}

/**
 * `"*"` and `{"AWS": "*"}` mean the same: everyone, signed or not. AWS services are included: the policy that
 * AWS documented for years to let S3 and SNS send to a queue was `{"AWS": "*"}` with a condition on
 * `aws:SourceArn`, and perimeter denials with `"*"` have to exempt services by `aws:PrincipalIsAWSService`.
 */
const everyone: NameMatch = () => 'direct';

function awsName(name: string): NameMatch {
  if (name === '*') {
    return everyone;
  }
  const account = ACCOUNT.exec(name)?.[1];
  if (account !== undefined) {
    return (principal) => {
      if (!('account' in principal) || principal.account !== account) {
        return 'none';
      }
      return principal.kind === 'account' ? 'direct' : 'account';
    };
  }
  // Wildcards inside of an ARN are not supported here, so the comparison is exact.
  return (principal) => {
    if ('arn' in principal && principal.arn === name) {
      return 'direct';
    }
    return principal.kind === 'role' && principal.roleArn === name ? 'role' : 'none';
  };
}

function serviceName(name: string): NameMatch {
  const wanted = name.toLowerCase();
  return (principal) =>
    principal.kind === 'service' && (principal.service === wanted || principal.service.toLowerCase() === wanted)
      ? 'direct'
      : 'none';
}

const STRENGTH: Readonly<Record<PrincipalMatch, number>> = { none: 0, account: 1, role: 2, direct: 3 };

function strongest(names: readonly NameMatch[], principal: Principal): PrincipalMatch {
  let match: PrincipalMatch = 'none';
  for (const name of names) {
    const found = name(principal);
    if (found === 'direct') {
      return found;
    }
    match = STRENGTH[found] > STRENGTH[match] ? found : match;
  }
  return match;
}

/** Everything that a request's principal is, from the account down to the session. */
function identitiesOf(principal: Principal): readonly string[] {
  switch (principal.kind) {
    case 'service':
      return [principal.service];
    case 'anonymous':
      return [];
    case 'role':
      return [principal.account, principal.roleArn, principal.arn];
    case 'user':
      return [principal.account, principal.arn];
    default:
      return [principal.account];
  }
}

/** An account's ARN and its id are the same name. */
function normalized(name: string): string {
  return ACCOUNT.exec(name)?.[1] ?? name;
}

function textOf(element: PolicyPrincipal): string {
  if (element === '*') {
    return '*';
  }
  return listed(
    Object.entries(element).flatMap(([kind, values]) => textsOf(values).map((value) => `${kind} ${value}`)),
  );
}

function textsOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
