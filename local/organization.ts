import { isOrganizationId, isUnitPath } from '../model/organization';
import type { Principal } from '../model/policy/request';

/** Which of the cloud's accounts belong together, as AWS Organizations knows it. */
export interface Organization {
  /** `o-` and 10 to 32 lower-case letters and digits. */
  readonly id: string;
  /** The member accounts, twelve digits each. All others are strangers to the organization. */
  readonly accounts: readonly string[];
  /**
   * Where in the organization an account is, by account, from the root on: `r-ab12/ou-ab12-11111111`.
   * @default - directly under the root, `r-root`
   */
  readonly paths?: Readonly<Record<string, string>>;
}

type Keys = Readonly<Record<string, string | readonly string[]>>;

/** The condition keys that say which organization somebody belongs to. */
interface Membership {
  readonly principal: Keys;
  readonly resource: Keys;
  readonly source: Keys;
}

const ROOT = 'r-root';
const NO_KEYS: Keys = {};

/** "AWS global condition context keys": each is there only where the account is a member of an organization. */
export class Memberships {
  private readonly byAccount: ReadonlyMap<string, Membership>;

  /** @throws Error when AWS would have no such organization */
  constructor(organization: Organization | undefined) {
    this.byAccount = organization === undefined ? new Map() : membershipsOf(organization);
  }

  keys(principal: Principal, sourceAccount: string | undefined, resourceAccount: string): Keys {
    if (this.byAccount.size === 0) return NO_KEYS;
    const caller = 'account' in principal ? principal.account : undefined;
    // A service belongs to no organization: what it acts for may.
    const source = principal.kind === 'service' ? sourceAccount : undefined;
    return {
      ...this.byAccount.get(caller ?? '')?.principal,
      ...this.byAccount.get(source ?? '')?.source,
      ...this.byAccount.get(resourceAccount)?.resource,
    };
  }
}

function membershipsOf(organization: Organization): ReadonlyMap<string, Membership> {
  requireValid(organization);
  return new Map(organization.accounts.map((account) => [account, membershipOf(account, organization)]));
}

function membershipOf(account: string, { id, paths = {} }: Organization): Membership {
  const keys = (whose: string): Keys => ({
    [`aws:${whose}OrgID`]: id,
    [`aws:${whose}OrgPaths`]: [`${id}/${paths[account] ?? ROOT}/`],
  });
  return { principal: keys('Principal'), resource: keys('Resource'), source: keys('Source') };
}

function requireValid({ id, accounts, paths = {} }: Organization): void {
  if (!isOrganizationId(id)) {
    throw new Error(
      `'organization.id' must be 'o-' and 10 to 32 lower-case letters and digits, got '${id}'. No organization has any other id. Use, for example, 'o-a1b2c3d4e5'.`,
    );
  }
  const notAnAccount = accounts.find((account) => !/^\d{12}$/.test(account));
  if (notAnAccount !== undefined) {
    throw new Error(
      `'organization.accounts' must be accounts of twelve digits, got '${notAnAccount}'. Name each as a text, with its zeros.`,
    );
  }
  for (const [account, path] of Object.entries(paths)) {
    if (!accounts.includes(account)) {
      throw new Error(
        `'organization.paths' must be of member accounts, got '${account}'. An account outside of the organization is nowhere in it. Add it to 'organization.accounts'.`,
      );
    }
    if (!isUnitPath(path)) {
      throw new Error(
        `'organization.paths' must begin with a root, with organizational units after it, got '${path}' for ${account}. Use, for example, 'r-ab12/ou-ab12-11111111'.`,
      );
    }
  }
}
