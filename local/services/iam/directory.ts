import type { NamedPolicy, Principal } from '../../../model/policy/request';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expiration: number;
}

/** What the router asks IAM: who is behind an access key, and what that principal's own policies say. */
export interface IdentityDirectory {
  /** Throws `InvalidClientTokenId` (403) for a key that nobody was given. */
  principalOf(accessKeyId: string): Principal;
  identityPolicies(principal: Principal): readonly NamedPolicy[];
  /** The permissions boundary of the principal's role, if one is set. */
  permissionsBoundary(principal: Principal): NamedPolicy | undefined;
  /** What was passed when the principal's session began. */
  sessionPolicies(principal: Principal): readonly NamedPolicy[];
  /** Condition keys that only IAM knows: the principal's id and its role's tags. */
  principalKeys(principal: Principal): Readonly<Record<string, string>>;
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
