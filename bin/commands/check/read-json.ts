import { readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../../../lib/guard/template/stack-template';
import { UsageError } from '../../usage-error';

/** Reads a file that CDK wrote. */
export function readJson(path: string): JsonObject {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isObject(value)) return value;
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : error}. Run 'cdk synth' again.`,
    );
  }
  throw new UsageError(`${path} must hold a JSON object. Run 'cdk synth' again.`);
}
