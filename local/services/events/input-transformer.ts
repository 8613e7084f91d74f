import type { InputTransformer } from '@aws-sdk/client-eventbridge';
import type { EventBridgeEvent } from '../../../model/events/event-bridge-event';
import { MAX_INPUT_PATHS, MAX_TARGET_INPUT_LENGTH } from '../../../model/limits/events';
import { invalid } from './errors';
import { type JsonPath, jsonPath } from './json-path';
import type { RuleIdentity } from './rule';
import type { TargetInput } from './target-input';

/** What a template made of an event is no JSON: the event cannot be delivered. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

type Variable = (event: EventBridgeEvent, rule: RuleIdentity, ingestion: string) => unknown;

/** Reserved names. "Predefined variables" of "Amazon EventBridge input transformation" */
const PREDEFINED: Readonly<Record<string, Variable>> = {
  'aws.events.rule-arn': (_event, { arn }) => arn,
  'aws.events.rule-name': (_event, { name }) => name,
  'aws.events.event.ingestion-time': (_event, _rule, ingestion) => ingestion,
  'aws.events.event': ({ detail: _, ...event }) => event,
  'aws.events.event.json': (event) => event,
};

const PLACEHOLDER = /<([^<>]+)>/g;
const VARIABLE_NAME = /^(?!aws)[\w-]{1,256}$/i;

/** Reads a transformer: variables with their paths, and a text or a JSON object in which they stand as `<name>`. */
export function inputTransformer({ InputPathsMap = {}, InputTemplate }: InputTransformer, id: string): TargetInput {
  const template = InputTemplate ?? '';
  if (template === '' || template.length > MAX_TARGET_INPUT_LENGTH) {
    throw invalid(`InputTemplate for target ${id} must have 1 to ${MAX_TARGET_INPUT_LENGTH} characters.`);
  }
  const paths = pathsOf(InputPathsMap, id);
  for (const [, name = ''] of template.matchAll(PLACEHOLDER)) {
    if (!paths.has(name) && PREDEFINED[name] === undefined) {
      throw invalid(`InputTemplate for target ${id} contains invalid placeholder ${name}.`);
    }
  }
  const isJson = /^\s*[{[]/.test(template);
  if (!isJson && !/^\s*"[\s\S]*"\s*$/.test(template)) {
    throw invalid(`Invalid InputTemplate for target ${id}: a text must be in quotes, JSON in braces.`);
  }
  return (event, rule, ingestion) => {
    const variable = (name: string): unknown => {
      const path = paths.get(name);
      return path === undefined ? PREDEFINED[name]?.(event, rule, ingestion) : path(event);
    };
    const filled = fill(template, variable);
    return isJson ? minified(filled) : filled.trim();
  };
}

function pathsOf(map: Readonly<Record<string, string>>, id: string): ReadonlyMap<string, JsonPath> {
  const entries = Object.entries(map);
  if (entries.length > MAX_INPUT_PATHS) {
    throw invalid(`InputPathsMap for target ${id} can have at most ${MAX_INPUT_PATHS} variables.`);
  }
  return new Map(
    entries.map(([name, path]) => {
      if (!VARIABLE_NAME.test(name)) throw invalid(`InputPathsMap for target ${id} contains invalid key ${name}.`);
      return [name, jsonPath(path)];
    }),
  );
}

/** Within quotes a value stands as it is, for EventBridge does not escape it; elsewhere as JSON. */
function fill(template: string, variable: (name: string) => unknown): string {
  let quoted = false;
  return template.replace(/\\[\s\S]|"|<([^<>]+)>/g, (found: string, name: string | undefined) => {
    if (name === undefined) {
      if (found === '"') quoted = !quoted;
      return found;
    }
    // A path that leads nowhere leaves nothing behind.
    const value = variable(name) ?? '';
    return quoted && typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function minified(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw new InvalidInput(`The input template, filled in from the event, is no JSON: ${text}`);
  }
}
