import { dnsSuffixOf, partitionOf } from '../../../model/partition';
import { isObject, type Json, listOf, objectOf, type StackTemplate } from './stack-template';
import type { Templates } from './templates';

/** Marks a part that only CloudFormation will know. Two parts that are the same for certain have the same mark. */
const OPEN = '⟦';
const CLOSE = '⟧';
const MARK = /⟦[^⟧]*⟧/g;

/** Output to import to parameter to output: no real chain is longer. */
const MAX_DEPTH = 20;

export function unknownPart(name: string): string {
  // Nothing that means something in ARNs, URLs and policies.
  return `${OPEN}${name.replace(/[^A-Za-z0-9._-]/g, '.')}${CLOSE}`;
}

/** Whether nothing of a text is left to CloudFormation. */
export function isKnown(text: string): boolean {
  return !text.includes(OPEN);
}

export function replaceUnknown(text: string, replacement: (mark: string) => string): string {
  return text.replace(MARK, replacement);
}

/**
 * A value as text: literals as they are, what refers to a resource as that resource's ARN, name or URL, also across
 * stacks, and every part that cannot be known as a mark.
 * @returns undefined for what is no text, such as an object
 */
export function textOf(value: Json, stack: StackTemplate, templates: Templates, depth = 0): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const [name, argument] = intrinsicOf(value) ?? [];
  if (name === undefined) return undefined;
  if (depth > MAX_DEPTH) return unknownPart(JSON.stringify(value));
  const text = (inner: Json, within = stack) => textOf(inner, within, templates, depth + 1);
  return resolve(name, argument, stack, templates, text) ?? unknownPart(`${stack.id}.${JSON.stringify(value)}`);
}

/** The only member's name and value, of an object that is a function of CloudFormation. */
export function intrinsicOf(value: Json): readonly [name: string, argument: Json] | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  return entry !== undefined && others.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::'))
    ? entry
    : undefined;
}

type ToText = (value: Json, stack?: StackTemplate) => string | undefined;

function resolve(
  name: string,
  argument: Json,
  stack: StackTemplate,
  templates: Templates,
  text: ToText,
): string | undefined {
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' ? reference(argument, 'Ref', stack, templates, text) : undefined;
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = typeof argument === 'string' ? splitOnce(argument) : listOf(argument);
      return typeof logicalId === 'string' && typeof attribute === 'string'
        ? reference(logicalId, attribute, stack, templates, text)
        : undefined;
    }
    case 'Fn::Join': {
      const [separator, parts] = listOf(argument);
      const texts = Array.isArray(parts) ? parts.map((part) => text(part)) : undefined;
      return texts?.every((part) => part !== undefined) ? texts.join(String(separator)) : undefined;
    }
    case 'Fn::Sub':
      return substitute(argument, stack, templates, text);
    case 'Fn::Select': {
      const [index, list] = listOf(argument);
      const [split, parts] = intrinsicOf(list) ?? [];
      const [separator, source] = listOf(parts);
      const whole = split === 'Fn::Split' ? text(source) : undefined;
      return whole?.split(String(separator))[Number(index)];
    }
    case 'Fn::ImportValue': {
      const exported = templates.exported(text(argument));
      return exported && text(exported.value, exported.stack);
    }
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = objectOf(argument);
      const output = templates.output(text(StackName), text(OutputName));
      return output && text(output.value, output.stack);
    }
    default:
      return undefined;
  }
}

function reference(
  logicalId: string,
  attribute: string,
  stack: StackTemplate,
  templates: Templates,
  text: ToText,
): string | undefined {
  if (logicalId.startsWith('AWS::')) return pseudoParameter(logicalId, stack);
  const resource = templates.resource(stack.id, logicalId);
  if (resource !== undefined) {
    const output = attribute.startsWith('Outputs.') && templates.nestedOutput(resource, attribute.slice(8));
    return output ? text(output.value, output.stack) : templates.attribute(resource, attribute);
  }
  const { parent } = stack;
  const nesting = parent && templates.resource(parent.stackId, parent.logicalId);
  const passed = nesting && objectOf(nesting.properties['Parameters'])[logicalId];
  return passed === undefined ? undefined : text(passed, nesting?.stack);
}

export function accountOf(stack: StackTemplate): string {
  return stack.account ?? unknownPart('account');
}

export function regionOf(stack: StackTemplate): string {
  return stack.region ?? unknownPart('region');
}

/** The partition follows from the region; an app that leaves the region open is taken to be in the first. */
export function partitionOfStack(stack: StackTemplate): string {
  return stack.region === undefined ? 'aws' : partitionOf(stack.region);
}

function pseudoParameter(name: string, stack: StackTemplate): string | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return accountOf(stack);
    case 'AWS::Region':
      return regionOf(stack);
    case 'AWS::Partition':
      return partitionOfStack(stack);
    case 'AWS::URLSuffix':
      return dnsSuffixOf(partitionOfStack(stack));
    default:
      return undefined;
  }
}

function substitute(argument: Json, stack: StackTemplate, templates: Templates, text: ToText): string | undefined {
  const [pattern, variables] = listOf(argument);
  if (typeof pattern !== 'string') return undefined;
  const given = objectOf(variables);
  return pattern.replace(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const value = Object.hasOwn(given, name)
      ? text(given[name])
      : name.includes('.')
        ? reference(...splitOnce(name), stack, templates, text)
        : reference(name, 'Ref', stack, templates, text);
    return value ?? unknownPart(`${stack.id}.${name}`);
  });
}

function splitOnce(name: string): readonly [string, string] {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}
