import type { PolicyDocument } from '../../../model/policy/document';
import type { NamedPolicy } from '../../../model/policy/request';

/** A policy as it was written and as it was understood. */
export interface StoredPolicy {
  readonly text: string;
  readonly document: PolicyDocument;
}

export interface Role {
  readonly account: string;
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  /** `AROA...`: a role that is deleted and created again is another one. */
  readonly id: string;
  readonly created: number;
  trust: StoredPolicy;
  description: string | undefined;
  /** Seconds. */
  maxSessionDuration: number;
  readonly inline: Map<string, StoredPolicy>;
  /** ARNs, in the order of their attachment. */
  readonly attached: Set<string>;
  /** The ARN of the managed policy that is the role's permissions boundary. */
  boundary: string | undefined;
  tags: Map<string, string>;
  /** Inline and attached policies together, as last asked for; undefined after a change. */
  identityPolicies: readonly NamedPolicy[] | undefined;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly created: number;
  readonly description: string | undefined;
  readonly policy: StoredPolicy;
  tags: Map<string, string>;
}
