import type { StandardSchemaV1 } from '@standard-schema/spec';
import { SchemaError, type SchemaIssue } from '../errors';

/**
 * The payload as the schema returns it: validators may convert and fill in defaults.
 * @throws SchemaError
 */
export async function validate(schema: StandardSchemaV1, payload: unknown): Promise<unknown> {
  const result = await schema['~standard'].validate(payload);
  if (result.issues !== undefined) {
    throw new SchemaError(result.issues.map(issueOf));
  }
  return result.value;
}

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
