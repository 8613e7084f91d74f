import { subnetBlocks } from './cidr';
import { isObject, type JsonObject } from './json';
import { parseAttribute, parseSubstitution } from './substitution';
import { validationError } from './template-error';

/** What the functions of a template can see. */
export interface Scope {
  readonly region: string;
  readonly mappings: JsonObject;
  /** A parameter, a pseudo parameter or a resource; undefined for `AWS::NoValue`. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): string | readonly string[];
  condition(name: string): boolean;
  importValue(exportName: string): string;
  stackOutput(output: StackOutput): string;
}

export interface StackOutput {
  readonly stackName: string;
  readonly outputName: string;
  readonly region: string;
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref', scope)),

  'Fn::GetAtt': (argument, scope) => {
    const { logicalId, attribute } = parseAttribute(argument);
    return scope.attribute(logicalId, text(attribute, 'Fn::GetAtt', scope));
  },

  'Fn::Sub': (argument, scope) => {
    const { parts, variables } = parseSubstitution(argument);
    return parts
      .map((part) => ('literal' in part ? part.literal : substitute(part.reference, variables, scope)))
      .join('');
  },

  'Fn::Join': (argument, scope) => {
    const [delimiter, values] = pair(argument, 'Fn::Join', 'a string delimiter and a list of strings to be joined');
    return items(values, 'Fn::Join', scope)
      .map((item) => textOf(item, 'Fn::Join'))
      .join(text(delimiter, 'Fn::Join', scope));
  },

  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = pair(argument, 'Fn::Split', 'a string delimiter and a string to be split');
    return text(source, 'Fn::Split', scope).split(text(delimiter, 'Fn::Split', scope));
  },

  'Fn::Select': (argument, scope) => {
    const [index, values] = pair(argument, 'Fn::Select', 'an index and a list of values');
    const position = Number(text(index, 'Fn::Select', scope));
    const selected = items(values, 'Fn::Select', scope)[position];
    if (selected === undefined) {
      throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${position}`);
    }
    return selected;
  },

  'Fn::If': (argument, scope) => {
    const branch = takenBranch(argument, (name) => scope.condition(name));
    return resolve(branch, scope);
  },

  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second, options] = Array.isArray(argument) ? argument : [];
    const path = [map, top, second].map((key) => text(key, 'Fn::FindInMap', scope));
    const found = path.reduce<unknown>((level, key) => (isObject(level) ? level[key] : undefined), scope.mappings);
    if (found !== undefined) return found;
    if (isObject(options) && 'DefaultValue' in options) return resolve(options['DefaultValue'], scope);
    throw validationError(`Template error: Unable to get mapping for ${path.join('::')}`);
  },

  'Fn::Base64': (argument, scope) => Buffer.from(text(argument, 'Fn::Base64', scope)).toString('base64'),

  // An account sees at least three zones in almost every region; their letters are the account's own business.
  'Fn::GetAZs': (argument, scope) => {
    const region = text(argument, 'Fn::GetAZs', scope) || scope.region;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },

  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits] = Array.isArray(argument) ? argument : [];
    const hostBits = bits === undefined ? '' : text(bits, 'Fn::Cidr', scope);
    return subnetBlocks(text(block, 'Fn::Cidr', scope), Number(text(count, 'Fn::Cidr', scope)), hostBits);
  },

  'Fn::ImportValue': (argument, scope) => scope.importValue(text(argument, 'Fn::ImportValue', scope)),

  'Fn::GetStackOutput': (argument, scope) => {
    const { StackName, OutputName, Region, ...others } = isObject(argument) ? argument : {};
    const other = Object.keys(others)[0];
    if (other !== undefined) {
      throw validationError(
        `Template error: '${other}' of Fn::GetStackOutput is not supported by the local cloud. ` +
          `It reads the outputs of the same account's stacks, by StackName, OutputName and Region.`,
      );
    }
    return scope.stackOutput({
      stackName: text(StackName, 'Fn::GetStackOutput', scope),
      outputName: text(OutputName, 'Fn::GetStackOutput', scope),
      region: Region === undefined ? scope.region : text(Region, 'Fn::GetStackOutput', scope),
    });
  },
};

/** The value that a part of a template has; undefined for `AWS::NoValue`, which removes what holds it. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const call = asIntrinsic(value);
  if (call !== undefined) return implementation(call.name)(call.argument, scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, resolve(member, scope)])
      .filter(([, member]) => member !== undefined),
  );
}

/** A function call is an object with one member: `Ref`, or a name that begins with `Fn::`. */
export function asIntrinsic(value: JsonObject): { name: string; argument: unknown } | undefined {
  const names = Object.keys(value);
  const name = names.find((candidate) => candidate.startsWith('Fn::')) ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  if (names.length > 1) {
    throw validationError(`Template error: ${name} must be the only member of its object, got ${names.join(', ')}.`);
  }
  return { name, argument: value[name] };
}

export function isSupportedFunction(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name);
}

/** The branch of `Fn::If` that its condition chooses. */
export function takenBranch(argument: unknown, condition: (name: string) => boolean): unknown {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    throw validationError(
      'Template error: Fn::If requires a list argument with three elements: a condition and two values',
    );
  }
  return condition(argument[0]) ? argument[1] : argument[2];
}

function implementation(name: string): Intrinsic {
  const intrinsic = isSupportedFunction(name) ? FUNCTIONS[name] : undefined;
  if (intrinsic !== undefined) return intrinsic;
  throw validationError(
    `Template error: the function ${name} is not supported by the local cloud. ` +
      `It knows ${Object.keys(FUNCTIONS).join(', ')}.`,
  );
}

function substitute(reference: string, variables: JsonObject, scope: Scope): string {
  if (Object.hasOwn(variables, reference)) return text(variables[reference], 'Fn::Sub', scope);
  if (!reference.includes('.')) return textOf(scope.ref(reference), 'Fn::Sub');
  const { logicalId, attribute } = parseAttribute(reference);
  return textOf(scope.attribute(logicalId, String(attribute)), 'Fn::Sub');
}

function pair(argument: unknown, name: string, what: string): [unknown, unknown] {
  if (Array.isArray(argument) && argument.length === 2) return [argument[0], argument[1]];
  throw validationError(`Template error: every ${name} object requires two parameters, ${what}.`);
}

function items(value: unknown, name: string, scope: Scope): unknown[] {
  const resolved = resolve(value, scope);
  if (Array.isArray(resolved)) return resolved;
  throw validationError(`Template error: ${name} needs a list, got ${JSON.stringify(resolved)}.`);
}

function text(value: unknown, name: string, scope: Scope): string {
  return textOf(resolve(value, scope), name);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw validationError(`Template error: ${name} needs a string, got ${JSON.stringify(value)}.`);
}
