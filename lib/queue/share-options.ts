import type * as iam from 'aws-cdk-lib/aws-iam';

/** Whom of other accounts a queue lets in, and to do what. */
export interface ShareOptions {
  /**
   * Who may send: roles and users (`iam.ArnPrincipal`), whole accounts (`iam.AccountPrincipal`), or, instead of naming
   * anybody, an organization (`iam.OrganizationPrincipal`, checked by `aws:PrincipalOrgID`).
   *
   * A role must exist when this is deployed: SQS refuses a policy that names one that does not.
   *
   * @default - nobody
   */
  readonly producers?: readonly iam.IPrincipal[];

  /**
   * Who may receive, extend and delete. Principals as for `producers`. A Lambda function consumes with its role, in
   * the queue's region.
   *
   * @default - nobody
   */
  readonly consumers?: readonly iam.IPrincipal[];

  /**
   * Everybody of one organization may send, and the same as with an `iam.OrganizationPrincipal` among the producers:
   * `o-` and 10 to 32 lower-case letters and digits. Never lets an AWS service in: services belong to no organization.
   *
   * @default - producers are named
   */
  readonly organizationId?: string;

  /**
   * Actions besides, for producers and consumers alike, for example `sqs:GetQueueUrl`.
   *
   * AWS lets eight actions across accounts, batches included in the single ones. The others, such as
   * `sqs:StartMessageMoveTask` or `sqs:DeleteQueue`, are refused by name, and so are wildcards.
   *
   * @default - none: nobody needs sqs:GetQueueUrl, since a queue's URL follows from its ARN
   */
  readonly additionalActions?: readonly string[];
}
