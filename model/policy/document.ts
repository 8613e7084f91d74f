/** An access policy as AWS writes it. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PolicyPrincipal;
  readonly NotPrincipal?: PolicyPrincipal;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: PolicyConditions;
}

/** `"*"`, or by kind: `{ AWS: ..., Service: ... }`. */
export type PolicyPrincipal = '*' | Readonly<Record<string, string | readonly string[]>>;

/** Operator, then key, then the values that match. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;

export type ConditionValue = string | number | boolean | readonly (string | number | boolean)[];
