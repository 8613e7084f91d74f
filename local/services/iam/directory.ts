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
  /** Temporary credentials of a role, as STS issues them; used by `sts:AssumeRole` and for a function's environment. */
  issueSession(roleArn: string, sessionName: string, durationSeconds: number): SessionCredentials;
}
