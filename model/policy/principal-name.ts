export const PRINCIPAL_KINDS: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

const AWS_NAMES: readonly RegExp[] = [
  /^(\*|\d{12})$/,
  /^arn:[^:]+:iam::\d{12}:(root|(user|role)\/[^*?]+)$/,
  /^arn:[^:]+:sts::\d{12}:(assumed-role\/[^/*?]+\/[^*?]+|federated-user\/[^*?]+)$/,
  // What AWS shows instead of a user or role that was deleted.
  /^A(IDA|ROA)[A-Z0-9]{12,}$/,
];

const SERVICE_NAME = /^[a-z0-9.-]+\.(amazonaws\.com|amazonaws\.com\.cn|amazon\.com|amazon\.com\.cn)$/;

/** Whether a value can name a principal of a kind. A part of an ARN cannot be a wildcard. */
export function isPrincipalName(kind: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') {
    return false;
  }
  switch (kind) {
    case 'AWS':
      return AWS_NAMES.some((name) => name.test(value));
    case 'Service':
      return SERVICE_NAME.test(value);
    default:
      return true;
  }
}
