import type { ChangeSet } from './change-set';
import { resolve } from './intrinsics';
import { sameJson } from './json';
import type { Stack, Stacks } from './stacks';
import { validationError } from './template-error';

export interface Outputs {
  readonly outputs: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
}

export function evaluateOutputs({ template, scope }: ChangeSet): Outputs {
  const outputs: Record<string, string> = {};
  const exports: Record<string, string> = {};
  for (const { name, value, exportName, condition } of template.outputs.values()) {
    if (condition !== undefined && !scope.condition(condition)) continue;
    const resolved = outputText(name, resolve(value, scope));
    outputs[name] = resolved;
    if (exportName !== undefined) exports[outputText(name, resolve(exportName, scope))] = resolved;
  }
  return { outputs, exports };
}

function outputText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw validationError(
    `Template format error: The Value field of every Outputs member must evaluate to a String. ` +
      `Output ${name} is ${JSON.stringify(value)}.`,
  );
}

/** An export that another stack uses stays as it is, and no two stacks of an account and region share one's name. */
export function checkExports(
  { request }: ChangeSet,
  { exports }: Outputs,
  existing: Stack | undefined,
  stacks: Stacks,
): void {
  const { identity } = request;
  for (const [name, previous] of Object.entries(existing?.exports ?? {})) {
    if (sameJson(exports[name], previous)) continue;
    const users = stacks.importersOf(identity, name);
    if (users.length === 0) continue;
    const change = exports[name] === undefined ? 'deleted' : 'updated';
    throw validationError(`Export ${name} cannot be ${change} as it is in use by ${users.join(', ')}`);
  }
  for (const name of Object.keys(exports)) {
    const other = stacks.exporterOf(identity, name);
    if (other === undefined || other.stackName === identity.stackName) continue;
    throw validationError(`Export with name ${name} is already exported by stack ${other.stackName}.`);
  }
}
