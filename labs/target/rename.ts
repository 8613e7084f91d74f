/** The properties that give a resource a name of its own, by type. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};

const FIFO = '.fifo';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

export interface Renamed {
  readonly template: Template;
  /** From the name in the learner's stack to the one in the account, of queues. */
  readonly queues: ReadonlyMap<string, string>;
}

/**
 * Gives every resource with a fixed name one of its own: a queue named `orders` may be there already, and a bucket's name
 * is taken once in the world. References to resources follow by themselves, ARNs that are put together from names here.
 */
export function rename(template: Template, suffix: string): Renamed {
  const queues = new Map<string, string>();
  const names = new Map<string, string>();
  const resources = Object.entries(template.Resources).map(([id, resource]) => {
    const { Type, Properties = {} } = resource;
    const property = NAMES[Type] ?? '';
    const name = Properties[property];
    if (typeof name !== 'string') return [id, resource] as const;
    const unique = name.endsWith(FIFO) ? `${name.slice(0, -FIFO.length)}-${suffix}${FIFO}` : `${name}-${suffix}`;
    names.set(name, unique);
    if (Type === 'AWS::SQS::Queue') queues.set(name, unique);
    return [id, { ...resource, Properties: { ...Properties, [property]: unique } }] as const;
  });
  const renamed = { ...template, Resources: Object.fromEntries(resources) };
  return { template: withNames(renamed, names), queues };
}

/** Where an ARN ends in a name, or in a name and a path. */
function withNames<Value>(value: Value, names: ReadonlyMap<string, string>): Value {
  const text = JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string'
      ? member.replace(/:([\w.-]+)(?=$|\/)/g, (found, name: string) => `:${names.get(name) ?? found.slice(1)}`)
      : member,
  );
  return JSON.parse(text);
}
