import type {
  CreateChangeSetInput,
  CreateStackInput,
  Parameter,
  Tag,
  UpdateStackInput,
} from '@aws-sdk/client-cloudformation';
import { isObject, type Stack, type Template } from '../../cloudformation';
import { insufficientCapabilities, notImplemented, validationError } from './errors';

/** "AWS CloudFormation quotas". */
const MAX_TAGS = 50;

type StackInput = CreateStackInput | UpdateStackInput | CreateChangeSetInput;

/** What the local cloud would have to do differently for them. */
const NOT_IMPLEMENTED: readonly string[] = [
  'RoleARN',
  'NotificationARNs',
  'ResourceTypes',
  'ResourcesToImport',
  'StackPolicyBody',
  'StackPolicyURL',
  'StackPolicyDuringUpdateBody',
  'StackPolicyDuringUpdateURL',
  'EnableTerminationProtection',
  'DisableRollback',
  'IncludeNestedStacks',
  'ImportExistingResources',
];

export function refuseOthers(input: StackInput): void {
  for (const [name, value] of Object.entries(input)) {
    const given = value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
    if (given && NOT_IMPLEMENTED.includes(name)) throw notImplemented(name);
  }
  const onFailure =
    'OnFailure' in input ? input.OnFailure : 'OnStackFailure' in input ? input.OnStackFailure : undefined;
  if (onFailure !== undefined && onFailure !== 'ROLLBACK') throw notImplemented(`OnFailure ${onFailure}`);
}

/**
 * The value of each parameter that has one: given now, kept from the last time where that is asked for, else the
 * template's default.
 */
export function parametersOf(
  given: readonly Parameter[] = [],
  template: Template,
  existing: Stack | undefined,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { ParameterKey: key = '', ParameterValue: value, UsePreviousValue: previous = false } of given) {
    if (previous && value !== undefined) {
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
      );
    }
    const kept = existing?.parameters[key];
    if (value !== undefined) values[key] = value;
    else if (previous && kept !== undefined) values[key] = kept;
  }
  const missing: string[] = [];
  for (const [name, { Default }] of template.parameters) {
    if (values[name] !== undefined) continue;
    if (Default === undefined) missing.push(name);
    else values[name] = String(Default);
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

export function tagsOf(tags: readonly Tag[] = []): Record<string, string> {
  if (tags.length > MAX_TAGS) throw validationError(`A stack can have at most ${MAX_TAGS} tags, got ${tags.length}.`);
  const reserved = tags.find(({ Key = '' }) => /^aws:/i.test(Key));
  if (reserved !== undefined) {
    throw validationError(`Tag keys starting with 'aws:' are reserved for internal use, got '${reserved.Key}'.`);
  }
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Names that a template may give to what belongs to IAM, by type. */
const IAM_NAMES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** "Acknowledging IAM resources in CloudFormation templates": what must be acknowledged, if anything. */
export function neededCapability({ resources }: Template): 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | undefined {
  const iam = [...resources.values()].filter(({ type }) => type in IAM_NAMES);
  if (iam.length === 0) return undefined;
  const named = iam.some(({ type, properties }) => properties[IAM_NAMES[type] ?? ''] !== undefined);
  return named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
}

/** The capability for named resources includes the other. */
export function requireCapabilities(template: Template, given: readonly string[] = []): void {
  const needed = neededCapability(template);
  if (needed === undefined || given.includes(needed) || given.includes('CAPABILITY_NAMED_IAM')) return;
  throw insufficientCapabilities(needed);
}

/** What of a template the API tells besides its resources. */
export function templateTexts(source: unknown): {
  readonly description: string | undefined;
  readonly outputs: ReadonlyMap<string, string | undefined>;
} {
  const document: unknown = typeof source === 'string' ? JSON.parse(source) : source;
  const { Description, Outputs } = isObject(document) ? document : {};
  const outputs = Object.entries(isObject(Outputs) ? Outputs : {}).map(
    ([name, output]) => [name, textOf(isObject(output) ? output['Description'] : undefined)] as const,
  );
  return { description: textOf(Description), outputs: new Map(outputs) };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
