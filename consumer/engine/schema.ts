import type { StandardSchemaV1 } from '@standard-schema/spec';
import { SchemaError, type SchemaIssue } from '../errors';

/**
 * The payload as the schema returns it: validators may convert and fill in defaults.
 * @param confidential leaves out the validator's messages, which may quote the payload
 * @throws SchemaError
 */
export async function validate(schema: StandardSchemaV1, payload: unknown, confidential = false): Promise<unknown> {
  const result = await schema['~standard'].validate(payload);
  if (result.issues !== undefined) {
    const issues = result.issues.map(issueOf);
    throw new SchemaError(confidential ? issues.map(({ path }) => ({ path, message: CONFIDENTIAL })) : issues);
  }
  return result.value;
}

const CONFIDENTIAL = 'is not valid (the message was encrypted, so nothing of it is quoted)';

function issueOf(issue: StandardSchemaV1.Issue): SchemaIssue {
  const keys = (issue.path ?? []).map((segment) => (typeof segment === 'object' ? segment.key : segment));
  return { path: keys.map(accessorOf).join('').replace(/^\./, ''), message: issue.message };
}

function accessorOf(key: PropertyKey): string {
  if (typeof key === 'number') {
    return `[${key}]`;
  }
  const name = String(key);
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
