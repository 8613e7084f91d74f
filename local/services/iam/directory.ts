import type { NamedPolicy, Principal } from '../../../model/policy/request';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expiration: number;
}

/** What IAM knows about a principal at the moment of a request. */
export interface Standing {
  readonly identityPolicies: readonly NamedPolicy[];
  /** Of the principal's role, if one is set. */
  readonly permissionsBoundary: NamedPolicy | undefined;
  /** What was passed when the principal's session began. */
  readonly sessionPolicies: readonly NamedPolicy[];
  /** Condition keys that only IAM knows: the principal's id and its role's tags. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What the router asks IAM: who is behind an access key, and what that principal's own policies say. */
export interface IdentityDirectory {
  /** Throws `InvalidClientTokenId` (403) for a key that nobody was given. */
  principalOf(accessKeyId: string): Principal;
  standing(principal: Principal): Standing;
  /**
   * Temporary credentials of a role, as STS issues them; used by `sts:AssumeRole` and for a function's environment.
   * @param sessionPolicies limit the session. @default none
   */
  issueSession(
    roleArn: string,
    sessionName: string,
    durationSeconds: number,
    sessionPolicies?: readonly NamedPolicy[],
  ): SessionCredentials;
}
