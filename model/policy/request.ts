import type { PolicyDocument } from './document';

/** Who asks, in the terms that a policy's `Principal` element uses. */
export type Principal =
  | {
      /** The account itself, or a user of it. */
      readonly kind: 'account' | 'user';
      readonly account: string;
      readonly arn: string;
    }
  | {
      readonly kind: 'role';
      readonly account: string;
      /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
      readonly arn: string;
      /** `arn:aws:iam::ACCOUNT:role/ROLE`: what a policy names. */
      readonly roleArn: string;
    }
  | {
      /** An AWS service that acts for one of its resources, such as S3 delivering a bucket's event. */
      readonly kind: 'service';
      /** For example `s3.amazonaws.com`. */
      readonly service: string;
    }
  | { readonly kind: 'anonymous' };

/** A policy with the name that a decision shows to people. */
export interface NamedPolicy {
  /** For example `the queue policy of arn:aws:sqs:...` or `policy Consumer of role worker`. */
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Everything that a decision depends on. Keys of `context` are compared without regard to case. */
export interface AccessRequest {
  readonly principal: Principal;
  /** For example `sqs:SendMessage`. */
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly resourceAccount: string;
  /** Condition keys that the caller's request carries, for example `aws:SourceArn`. */
  readonly context: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly identityPolicies: readonly NamedPolicy[];
  readonly resourcePolicies: readonly NamedPolicy[];
  /** The most that identity policies can give to the caller's user or role. @default none, so nothing is limited */
  readonly permissionsBoundary?: NamedPolicy;
  /** What was passed when the caller's session began; together they limit it. @default none, so nothing is limited */
  readonly sessionPolicies?: readonly NamedPolicy[];
}

/**
 * Where a policy hangs: on the one who asks, on what is asked for, around what the caller's user or role can be given,
 * or on the caller's session alone.
 */
export type PolicySource = 'identity' | 'resource' | 'boundary' | 'session';

/** How one statement took part in a decision. */
export interface StatementOutcome {
  readonly policy: string;
  /** The statement's `Sid`, or `statement N` counted from 1. */
  readonly statement: string;
  readonly effect: 'Allow' | 'Deny';
  readonly matched: boolean;
  /** The element that did not match, with the value asked for and the values allowed; empty when matched. */
  readonly mismatch?: string;
}

/** The answer to one access request. It always carries its reason. */
export interface Decision {
  readonly allowed: boolean;
  readonly kind: 'allow' | 'explicit-deny' | 'implicit-deny';
  /** Of a denial: the kind of policy that denies it, or that would have had to allow it. */
  readonly deniedBy?: PolicySource;
  readonly action: string;
  readonly resource: string;
  /** One sentence for people: which statement decided, or what came closest to allowing it and why it did not. */
  readonly reason: string;
  readonly statements: readonly StatementOutcome[];
}
