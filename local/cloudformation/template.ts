import { isObject, type JsonObject } from './json';
import type { ParameterDefinition } from './parameters';
import { validationError } from './template-error';

/** What becomes of a resource that leaves its stack. */
export type RetentionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate';

export interface ResourceDefinition {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
  readonly updatePolicy?: JsonObject;
}

export interface OutputDefinition {
  readonly name: string;
  readonly value: unknown;
  readonly exportName?: unknown;
  readonly condition?: string;
}

/** A template in its parts. Everything that is not understood has been refused by name. */
export interface Template {
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly resources: ReadonlyMap<string, ResourceDefinition>;
  readonly outputs: ReadonlyMap<string, OutputDefinition>;
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
];
const RESOURCE_MEMBERS = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdatePolicy',
  'UpdateReplacePolicy',
  'Metadata',
];
/** The only rule that is passed over: it asks for the bootstrap stack, which a local cloud does not need. */
const BOOTSTRAP_RULE = 'CheckBootstrapVersion';

/** @param source a template as an object or as JSON text */
export function parseTemplate(source: unknown): Template {
  const document = typeof source === 'string' ? parseJson(source) : source;
  if (!isObject(document)) throw validationError('Template format error: a template must be a JSON object.');
  refuseOthers(document, SECTIONS, (name) => `the template section '${name}'`);
  const version = document['AWSTemplateFormatVersion'];
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError('Template format error: AWSTemplateFormatVersion must be 2010-09-09.');
  }
  refuseOthers(section(document, 'Rules'), [BOOTSTRAP_RULE], (name) => `the rule '${name}' in the template's Rules`);
  const resources = section(document, 'Resources');
  if (Object.keys(resources).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  return {
    parameters: mapped(section(document, 'Parameters'), parseParameter),
    mappings: section(document, 'Mappings'),
    conditions: section(document, 'Conditions'),
    resources: mapped(resources, parseResource),
    outputs: mapped(section(document, 'Outputs'), parseOutput),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw validationError(`Template format error: JSON not well-formed. (${reason}) Templates are read as JSON only.`);
  }
}

function parseParameter(name: string, source: JsonObject): ParameterDefinition {
  if (typeof source['Type'] !== 'string') {
    throw validationError(`Template format error: Every Parameters object must contain a Type member. (${name})`);
  }
  return { ...source, type: source['Type'] };
}

function parseResource(logicalId: string, source: JsonObject): ResourceDefinition {
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
    throw validationError(`Template format error: Resource name ${logicalId} is non alphanumeric.`);
  }
  const { Type: type, Properties: properties = {}, DependsOn: dependsOn = [], Condition: condition } = source;
  if (typeof type !== 'string') {
    throw validationError(
      `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
    );
  }
  refuseOthers(source, RESOURCE_MEMBERS, (name) => `the attribute '${name}' of resource ${logicalId}`);
  if (!isObject(properties)) {
    throw validationError(`Template format error: [/Resources/${logicalId}/Properties] must be an object.`);
  }
  const dependencies = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
  if (!dependencies.every((name): name is string => typeof name === 'string')) {
    throw validationError(
      `Template format error: [/Resources/${logicalId}/DependsOn] must be a string or a list of strings.`,
    );
  }
  return {
    logicalId,
    type,
    properties,
    dependsOn: dependencies,
    condition: conditionName(condition, `/Resources/${logicalId}`),
    deletionPolicy: retentionPolicy(source, 'DeletionPolicy', logicalId),
    updateReplacePolicy: retentionPolicy(source, 'UpdateReplacePolicy', logicalId),
    updatePolicy: updatePolicy(source, type, logicalId),
  };
}

function retentionPolicy(source: JsonObject, member: string, logicalId: string): RetentionPolicy {
  const policy = source[member] ?? 'Delete';
  if (policy === 'Delete' || policy === 'Retain') return policy;
  if (policy === 'RetainExceptOnCreate' && member === 'DeletionPolicy') return policy;
  throw validationError(
    `Template error: ${member} ${JSON.stringify(policy)} of resource ${logicalId} is not supported. ` +
      `The local cloud knows Delete and Retain, and RetainExceptOnCreate as a DeletionPolicy.`,
  );
}

/** Only a group has an update policy here, and only one that refreshes its instances. Scheduled actions there are none. */
function updatePolicy(source: JsonObject, type: string, logicalId: string): JsonObject | undefined {
  const policy = source['UpdatePolicy'];
  if (policy === undefined) return undefined;
  if (!isObject(policy) || type !== 'AWS::AutoScaling::AutoScalingGroup') {
    throw validationError(
      `Template error: the attribute 'UpdatePolicy' of resource ${logicalId} is not supported by the local cloud. ` +
        `It knows the one of AWS::AutoScaling::AutoScalingGroup.`,
    );
  }
  const known = ['AutoScalingInstanceRefresh', 'AutoScalingScheduledAction'];
  const attribute = (name: string) => `the attribute 'UpdatePolicy.${name}' of resource ${logicalId}`;
  refuseOthers(policy, known, attribute);
  refuseOtherRefreshes(policy['AutoScalingInstanceRefresh'] ?? {}, attribute);
  return policy;
}

const REFRESH_PREFERENCES = ['InstanceWarmup', 'MaxHealthyPercentage', 'MinHealthyPercentage', 'SkipMatching'];

/** Before anything is created: what fails in an update fails in its rollback, too. */
function refuseOtherRefreshes(refresh: unknown, attribute: (name: string) => string): void {
  const name = 'AutoScalingInstanceRefresh';
  const { Strategy = 'Rolling', Preferences = {} } = isObject(refresh) ? refresh : {};
  if (Strategy !== 'Rolling') {
    throw validationError(
      `Template error: ${attribute(`${name}.Strategy`)} must be 'Rolling', got ${JSON.stringify(Strategy)}. ` +
        `The local cloud replaces instances, and nothing in them.`,
    );
  }
  if (isObject(Preferences)) {
    refuseOthers(Preferences, REFRESH_PREFERENCES, (member) => attribute(`${name}.Preferences.${member}`));
  }
}

function parseOutput(name: string, source: JsonObject): OutputDefinition {
  if (source['Value'] === undefined) {
    throw validationError(`Template format error: Every Outputs member must contain a Value object. (${name})`);
  }
  const exported = source['Export'];
  if (exported !== undefined && !(isObject(exported) && exported['Name'] !== undefined)) {
    throw validationError(`Template format error: The Export of output ${name} must contain a Name.`);
  }
  return {
    name,
    value: source['Value'],
    exportName: isObject(exported) ? exported['Name'] : undefined,
    condition: conditionName(source['Condition'], `/Outputs/${name}`),
  };
}

function conditionName(condition: unknown, path: string): string | undefined {
  if (condition === undefined || typeof condition === 'string') return condition;
  throw validationError(`Template format error: [${path}/Condition] must be the name of a condition.`);
}

function section(document: JsonObject, name: string): JsonObject {
  const value = document[name] ?? {};
  if (!isObject(value)) throw validationError(`Template format error: [/${name}] must be an object.`);
  return value;
}

function mapped<Result>(
  members: JsonObject,
  parse: (name: string, source: JsonObject) => Result,
): ReadonlyMap<string, Result> {
  return new Map(
    Object.entries(members).map(([name, source]) => {
      if (!isObject(source)) throw validationError(`Template format error: '${name}' must be an object.`);
      return [name, parse(name, source)];
    }),
  );
}

function refuseOthers(source: JsonObject, known: readonly string[], describe: (name: string) => string): void {
  const name = Object.keys(source).find((candidate) => !known.includes(candidate));
  if (name === undefined) return;
  throw validationError(
    `Template error: ${describe(name)} is not supported by the local cloud. It knows ${known.join(', ')}.`,
  );
}
