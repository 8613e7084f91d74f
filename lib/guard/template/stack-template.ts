export type Json = unknown;
export type JsonObject = Readonly<Record<string, Json>>;

/** One synthesized stack, as the rules see it: a template, and what its assembly says about it. */
export interface StackTemplate {
  /** Unique among the stacks that are judged together. */
  readonly id: string;
  /** The name in CloudFormation, by which `Fn::GetStackOutput` finds it. */
  readonly stackName?: string;
  readonly template: JsonObject;
  /** Where the template was read, for reports. */
  readonly templatePath?: string;
  /** Undefined where the app leaves it open. */
  readonly account?: string;
  readonly region?: string;
  /** Construct paths by logical id, where the assembly tells them. */
  readonly paths?: ReadonlyMap<string, string>;
  /** The resource that deploys a nested stack: its `Parameters` say what the nested parameters are. */
  readonly parent?: { readonly stackId: string; readonly logicalId: string };
}

/** One resource of a template. */
export class Resource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** Whether a condition may leave it out. */
  readonly isConditional: boolean;

  constructor(
    readonly stack: StackTemplate,
    readonly logicalId: string,
    definition: JsonObject,
  ) {
    this.type = String(definition['Type'] ?? '');
    this.properties = objectOf(definition['Properties']);
    this.metadata = objectOf(definition['Metadata']);
    this.isConditional = definition['Condition'] !== undefined;
  }

  /** The construct's path; the stack and logical id where none is known. */
  get path(): string {
    const path = this.stack.paths?.get(this.logicalId) ?? this.metadata['aws:cdk:path'];
    return typeof path === 'string' ? constructPath(path) : `${this.stack.id}/${this.logicalId}`;
  }
}

/** Of a resource's path: CDK's constructs call their resource `Resource`, which nobody has written. */
export function constructPath(path: string): string {
  return path.replace(/\/Resource$/, '');
}

export function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list's members; a lone value counts as a list of one, as CloudFormation has it. */
export function listOf(value: Json): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
