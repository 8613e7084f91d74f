import { resolve, type Scope } from '../../cloudformation/intrinsics';
import { isObject, type JsonObject } from '../../cloudformation/json';
import { PLACE } from '../simulated-queue';
import { FleetTemplateError } from './template-error';

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  /** With every reference resolved as if it were deployed; what has no name of its own is named after its logical id. */
  readonly properties: JsonObject;
}

/** The property that names a resource, where `Ref` gives that name. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
};

const PSEUDO: Readonly<Record<string, unknown>> = {
  'AWS::AccountId': PLACE.account,
  'AWS::Region': PLACE.region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'simulated',
  'AWS::StackId': `arn:aws:cloudformation:${PLACE.region}:${PLACE.account}:stack/simulated/1`,
  'AWS::NoValue': undefined,
};

/** The resources of these types, without deploying anything. */
export function resourcesOf(template: JsonObject, types: ReadonlySet<string>): readonly TemplateResource[] {
  const scope = scopeOf(template);
  return Object.entries(members(template['Resources'])).flatMap(([logicalId, value]): TemplateResource[] => {
    const { Type: type, Properties: properties } = members(value);
    if (typeof type !== 'string' || !types.has(type)) return [];
    return [{ logicalId, type, properties: members(resolve(properties ?? {}, scope)) }];
  });
}

function scopeOf(template: JsonObject): Scope {
  const resources = members(template['Resources']);
  const parameters = members(template['Parameters']);
  const nameOf = (logicalId: string): string => {
    const { Type: type, Properties: properties } = members(resources[logicalId]);
    const name = members(properties)[NAMES[String(type)] ?? ''];
    const resolved = name === undefined ? undefined : resolve(name, scope);
    return typeof resolved === 'string' ? resolved : logicalId;
  };
  const scope: Scope = {
    region: PLACE.region,
    mappings: members(template['Mappings']),
    ref: (name) => {
      if (name in PSEUDO) return PSEUDO[name];
      if (isObject(parameters[name])) return members(parameters[name])['Default'] ?? name;
      // "AWS::AutoScaling::ScalingPolicy", return values: Ref is its ARN.
      const isPolicy = members(resources[name])['Type'] === 'AWS::AutoScaling::ScalingPolicy';
      return isPolicy ? arnOf(name) : nameOf(name);
    },
    attribute: (logicalId, attribute) =>
      attribute === 'Arn'
        ? arnOf(logicalId)
        : attribute.endsWith('Name')
          ? nameOf(logicalId)
          : `${logicalId}.${attribute}`,
    condition: (name) => {
      throw new FleetTemplateError(
        `The template must not depend on conditions, got '${name}'. The simulation does not know what is given when it is deployed. Synthesize the stack with fixed values.`,
      );
    },
    importValue: (name) => name,
    stackOutput: ({ outputName }) => outputName,
  };
  return scope;
}

/** Only equal ARNs have to be equal. */
export function arnOf(logicalId: string): string {
  return `arn:aws:autoscaling:${PLACE.region}:${PLACE.account}:${logicalId}`;
}

export function members(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
