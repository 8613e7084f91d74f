import type { Kernel } from '../kernel/kernel';
import type { CallOptions, Router } from '../services/service';

export type Properties = Readonly<Record<string, unknown>>;

/** What a resource handler may use: the same API calls that CloudFormation itself makes, as the deploying principal. */
export interface DeployContext {
  readonly kernel: Kernel;
  readonly router: Router;
  readonly caller: CallOptions;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** The resource's `UpdatePolicy`. */
  readonly updatePolicy?: Properties | undefined;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** A physical name as CloudFormation generates it: `<stack>-<logical id>-<random>`, within `maxLength`. */
  generatedName(maxLength: number, options?: { lowerCase?: boolean; suffix?: string }): string;
}

/** A resource that exists: what `Ref` returns, and what `Fn::GetAtt` can. */
export interface CreatedResource {
  readonly physicalId: string;
  /** By attribute name, nested names with dots. */
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

/** One CloudFormation resource type, in terms of API calls. */
export interface ResourceType {
  /** For example `AWS::SQS::Queue`. */
  readonly type: string;
  /**
   * Properties that are known here. Any other is refused by name before anything is created. A name with a dot is known
   * inside of another property (`Code.S3Key`): that property then takes nothing else. Lists count as what they hold.
   */
  readonly properties: readonly string[];
  /** Whether its `Tags` are a map; elsewhere they are a list of `{ Key, Value }`. */
  readonly tagsAreMap?: boolean;
  /** What `Fn::GetAtt` can name. Anything else is refused before anything is created. */
  readonly attributes: readonly string[];
  /** The property that gives the resource a name of the user's own, which its replacement cannot take as well. */
  readonly nameProperty?: string;
  /** Creates everything or nothing: a handler that fails half-way deletes what it has created. */
  create(properties: Properties, context: DeployContext): Promise<CreatedResource>;
  /** Properties whose change replaces the resource: the new one is created first, the old one deleted last. */
  readonly replaceOn: readonly string[];
  update(
    physicalId: string,
    properties: Properties,
    previous: Properties,
    context: DeployContext,
  ): Promise<CreatedResource>;
  delete(physicalId: string, properties: Properties, context: DeployContext): Promise<void>;
}
