import { createHash } from 'node:crypto';
import type { JsonObject } from './json';
import { validationError } from './template-error';

/** A template's parameter, with the members that CloudFormation documents. */
export interface ParameterDefinition extends JsonObject {
  readonly type: string;
}

export type ParameterValue = string | readonly string[];

/** CDK's bootstrap version is read from SSM on AWS; here it is newer than any synthesizer asks for. */
const BOOTSTRAP_VERSION_PARAMETER = /^\/cdk-bootstrap\/[^/]+\/version$/;
const LOCAL_BOOTSTRAP_VERSION = '9999';

interface Constraint {
  readonly member: string;
  readonly broken: (value: string, limit: unknown) => boolean;
  readonly text: (limit: unknown) => string;
}

const CONSTRAINTS: readonly Constraint[] = [
  {
    member: 'AllowedValues',
    broken: (value, allowed) => Array.isArray(allowed) && !allowed.map(String).includes(value),
    text: (allowed) => `must be one of AllowedValues ${JSON.stringify(allowed)}`,
  },
  {
    member: 'AllowedPattern',
    broken: (value, pattern) => !new RegExp(`^(?:${String(pattern)})$`).test(value),
    text: (pattern) => `must match pattern ${String(pattern)}`,
  },
  {
    member: 'MinLength',
    broken: (value, limit) => value.length < Number(limit),
    text: (limit) => `must contain at least ${String(limit)} characters`,
  },
  {
    member: 'MaxLength',
    broken: (value, limit) => value.length > Number(limit),
    text: (limit) => `must contain at most ${String(limit)} characters`,
  },
  {
    member: 'MinValue',
    broken: (value, limit) => Number(value) < Number(limit),
    text: (limit) => `must be a number not less than ${String(limit)}`,
  },
  {
    member: 'MaxValue',
    broken: (value, limit) => Number(value) > Number(limit),
    text: (limit) => `must be a number not greater than ${String(limit)}`,
  },
];

/**
 * What `Ref` returns for each parameter.
 * @param given values by name; one that is not given takes the template's default
 */
export function resolveParameters(
  definitions: ReadonlyMap<string, ParameterDefinition>,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, ParameterValue> {
  const unknown = Object.keys(given).filter((name) => !definitions.has(name));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = [...definitions].filter(([name, { Default }]) => given[name] === undefined && Default === undefined);
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.map(([name]) => name).join(', ')}] must have values`);
  }
  return new Map(
    [...definitions].map(([name, definition]) => [
      name,
      parameterValue(name, definition, given[name] ?? String(definition['Default'])),
    ]),
  );
}

function parameterValue(name: string, definition: ParameterDefinition, text: string): ParameterValue {
  const values = valuesOf(name, definition.type, text);
  for (const { member, broken, text: rule } of CONSTRAINTS) {
    const limit = definition[member];
    if (limit === undefined || ![values].flat().some((value) => broken(value, limit))) continue;
    throw validationError(
      `Parameter '${name}' ${String(definition['ConstraintDescription'] ?? rule(limit))}, got ${JSON.stringify(text)}`,
    );
  }
  return values;
}

function valuesOf(name: string, type: string, text: string): string | string[] {
  switch (type) {
    case 'String':
      return text;
    case 'Number':
      return numeric(name, text);
    case 'CommaDelimitedList':
      return list(text);
    case 'List<Number>':
      return list(text).map((item) => numeric(name, item));
    case 'AWS::SSM::Parameter::Value<String>':
      if (BOOTSTRAP_VERSION_PARAMETER.test(text)) return LOCAL_BOOTSTRAP_VERSION;
      throw validationError(
        `Parameter '${name}' reads the SSM parameter ${text}. The local cloud has no SSM: ` +
          `of type ${type} it knows CDK's bootstrap version only. Use a parameter of type String.`,
      );
    case 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>':
      return localImage(text);
    default:
      throw validationError(
        `Parameter '${name}' has the type ${type}, which the local cloud does not support. ` +
          `It knows String, Number, CommaDelimitedList, List<Number>, images and CDK's bootstrap version.`,
      );
  }
}

/** The id of the image that a public parameter names. There are no images here: any id is as good as another. */
function localImage(parameter: string): string {
  return `ami-${createHash('sha256').update(parameter).digest('hex').slice(0, 17)}`;
}

function list(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

function numeric(name: string, text: string): string {
  if (text.trim() === '' || Number.isNaN(Number(text))) {
    throw validationError(`Parameter '${name}' must be a number, got ${JSON.stringify(text)}`);
  }
  return text;
}
