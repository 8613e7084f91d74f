import type { AssemblyStack } from './assembly';
import { isObject } from './json';
import { validationError } from './template-error';

type Given = Readonly<Record<string, string>>;

/** Of the parameters given for a whole assembly, those of one stack: by name, or by `<stack>:<name>`, which wins. */
export function parametersFor(stack: AssemblyStack, given: Given): Given {
  const values: Record<string, string> = {};
  for (const name of parameterNames(stack)) {
    const value = given[`${stack.stackName}:${name}`] ?? given[name];
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** A misspelled parameter would otherwise be passed over in silence. */
export function refuseUnknownParameters(stacks: readonly AssemblyStack[], given: Given): void {
  const known = new Set(
    stacks.flatMap((stack) => parameterNames(stack).flatMap((name) => [name, `${stack.stackName}:${name}`])),
  );
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
}

function parameterNames({ template }: AssemblyStack): string[] {
  const parameters = isObject(template) ? template['Parameters'] : undefined;
  return isObject(parameters) ? Object.keys(parameters) : [];
}
