import { resolve, type Scope } from '../../../local/cloudformation/intrinsics';
import {
  bucketArn,
  functionArn,
  keyArn,
  logGroupArn,
  policyArn,
  queueArn,
  roleArn,
  streamArn,
  topicArn,
} from '../../../model/arn';
import type { PolicyDocument, PolicyStatement } from '../../../model/policy/document';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** One policy of a template with the references of its statements resolved, and whom or what it hangs on. */
export interface TemplatePolicy {
  /** For example `OrdersPolicy1A2B (AWS::SQS::QueuePolicy)`. */
  readonly name: string;
  readonly side: 'identity' | 'resource' | 'boundary';
  /** ARNs: of roles for an identity policy, else of the resources. */
  readonly attachedTo: readonly string[];
  readonly document: PolicyDocument;
}

/** The account and region that a stack is deployed to, and what it imports. */
export interface Deployment {
  readonly account?: string;
  readonly region?: string;
  /** Values of parameters and of other stacks' exports, by name. */
  readonly values?: Readonly<Record<string, string>>;
}

type Names = Required<Pick<Deployment, 'account' | 'region'>>;

/**
 * ARNs by resource type; the logical id stands for a name that CloudFormation generates. A type that has a policy
 * and is missing here fails by name.
 */
const ARNS: Readonly<Record<string, (name: string, names: Names) => string>> = {
  'AWS::SQS::Queue': (name, names) => queueArn({ ...names, name }),
  'AWS::SNS::Topic': (name, names) => topicArn({ ...names, name }),
  'AWS::S3::Bucket': (name) => bucketArn({ name: name.toLowerCase() }),
  'AWS::KMS::Key': (name, names) => keyArn({ ...names, name }),
  'AWS::IAM::Role': (name, { account }) => roleArn({ account, name }),
  'AWS::IAM::ManagedPolicy': (name, { account }) => policyArn({ account, name }),
  'AWS::Lambda::Function': (name, names) => functionArn({ ...names, name }),
  'AWS::Kinesis::Stream': (name, names) => streamArn({ ...names, name }),
  'AWS::Logs::LogGroup': (name, names) => `${logGroupArn({ ...names, name })}:*`,
};

const NAME_PROPERTIES = ['QueueName', 'TopicName', 'BucketName', 'RoleName', 'FunctionName', 'LogGroupName'];

/** All policies of one synthesized stack. */
export class TemplatePolicies {
  readonly policies: readonly TemplatePolicy[];
  readonly account: string;
  readonly region: string;
  private readonly resources: Readonly<Record<string, TemplateResource>>;
  private readonly scope: Scope;

  constructor(template: Template, { account = ACCOUNT, region = REGION, values = {} }: Deployment = {}) {
    this.account = account;
    this.region = region;
    this.resources = template.Resources ?? {};
    this.scope = this.scopeOf(template, values);
    this.policies = Object.entries(this.resources).flatMap(([logicalId, resource]) =>
      this.policiesOf(logicalId, resource),
    );
  }

  /** @throws when the template has no such resource, or its type has no ARN here */
  arn(logicalId: string): string {
    const resource = this.resources[logicalId];
    const format = ARNS[resource?.Type ?? ''];
    if (resource === undefined || format === undefined) {
      throw new Error(`${logicalId} (${resource?.Type ?? 'no such resource'}) has no ARN in template-policies.ts.`);
    }
    return format(this.nameOf(logicalId), this);
  }

  /** ARNs of all resources of a type, in the order of the template. */
  arns(type: string): readonly string[] {
    return Object.keys(this.resources)
      .filter((logicalId) => this.resources[logicalId]?.Type === type)
      .map((logicalId) => this.arn(logicalId));
  }

  private nameOf(logicalId: string): string {
    const properties = this.resources[logicalId]?.Properties ?? {};
    const name = NAME_PROPERTIES.map((property) => properties[property]).find((value) => value !== undefined);
    return name === undefined ? logicalId : String(resolve(name, this.scope));
  }

  private scopeOf(template: Template, values: Readonly<Record<string, string>>): Scope {
    const known: Readonly<Record<string, string>> = {
      'AWS::AccountId': this.account,
      'AWS::Region': this.region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': 'Stack',
      ...values,
    };
    const given = (name: string): string => {
      const value = known[name];
      if (value === undefined) throw new Error(`The template asks for ${name}: give its value to the matrix.`);
      return value;
    };
    return {
      region: this.region,
      mappings: (template.Mappings ?? {}) as Scope['mappings'],
      ref: (name) => (this.resources[name] === undefined ? given(name) : this.reference(name)),
      attribute: (logicalId, attribute) =>
        attribute === 'Arn' || attribute === 'TopicArn' ? this.arn(logicalId) : `${logicalId}.${attribute}`,
      condition: () => true,
      importValue: given,
      stackOutput: ({ outputName }) => given(outputName),
    };
  }

  private reference(logicalId: string): string {
    switch (this.resources[logicalId]?.Type) {
      case 'AWS::SQS::Queue':
        return `https://sqs.${this.region}.amazonaws.com/${this.account}/${this.nameOf(logicalId)}`;
      case 'AWS::SNS::Topic':
      case 'AWS::IAM::ManagedPolicy':
        return this.arn(logicalId);
      case 'AWS::S3::Bucket':
        return this.nameOf(logicalId).toLowerCase();
      default:
        return this.nameOf(logicalId);
    }
  }

  private policiesOf(logicalId: string, { Type, Properties = {} }: TemplateResource): readonly TemplatePolicy[] {
    const name = `${logicalId} (${Type})`;
    const of = (side: TemplatePolicy['side'], attachedTo: readonly string[], document: unknown): TemplatePolicy => ({
      name,
      side,
      attachedTo,
      document: withList(resolve(document, this.scope) as PolicyDocument),
    });
    const texts = (value: unknown) => (resolve(value ?? [], this.scope) as unknown[]).map(String);
    const roles = () => texts(Properties['Roles']).map((role) => roleArn({ account: this.account, name: role }));
    switch (Type) {
      case 'AWS::IAM::Role': {
        const inline = (Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: unknown }[];
        return [
          of('resource', [this.arn(logicalId)], Properties['AssumeRolePolicyDocument']),
          ...inline.map(({ PolicyDocument }) => of('identity', [this.arn(logicalId)], PolicyDocument)),
        ];
      }
      case 'AWS::IAM::Policy':
        return [of('identity', roles(), Properties['PolicyDocument'])];
      case 'AWS::IAM::ManagedPolicy': {
        const limits = Object.entries(this.resources)
          .filter(([, role]) => resolve(role.Properties?.['PermissionsBoundary'], this.scope) === this.arn(logicalId))
          .map(([role]) => this.arn(role));
        const document = Properties['PolicyDocument'];
        return [of('identity', roles(), document), ...(limits.length > 0 ? [of('boundary', limits, document)] : [])];
      }
      case 'AWS::SQS::QueuePolicy': {
        const arns = texts(Properties['Queues']).map((url) => {
          const [, region = '', account = '', queue = ''] = /sqs\.([^.]+)\.[^/]+\/(\d+)\/(.+)$/.exec(url) ?? [];
          return queueArn({ region, account, name: queue });
        });
        return [of('resource', arns, Properties['PolicyDocument'])];
      }
      case 'AWS::SNS::TopicPolicy':
        return [of('resource', texts(Properties['Topics']), Properties['PolicyDocument'])];
      case 'AWS::S3::BucketPolicy': {
        const bucket = String(resolve(Properties['Bucket'], this.scope));
        const arn = bucketArn({ name: bucket });
        return [of('resource', [arn], Properties['PolicyDocument'])];
      }
      case 'AWS::KMS::Key':
        return [of('resource', [this.arn(logicalId)], Properties['KeyPolicy'])];
      default:
        return [];
    }
  }
}

export function statementsOf({ Statement }: PolicyDocument): readonly PolicyStatement[] {
  return Array.isArray(Statement) ? Statement : [Statement as PolicyStatement];
}

function withList(document: PolicyDocument): PolicyDocument {
  return { ...document, Statement: statementsOf(document) };
}
