import {
  bucketArn,
  formatArn,
  functionArn,
  keyAliasArn,
  keyArn,
  queueArn,
  queueUrl,
  roleArn,
  topicArn,
} from '../../../model/arn';
import { accountRegionalBucketName } from '../../../model/bucket-name';
import { isObject, type Json, objectOf, Resource, type StackTemplate } from './stack-template';
import { accountOf, isKnown, partitionOfStack, regionOf, replaceUnknown, textOf, unknownPart } from './values';

interface Output {
  readonly stack: StackTemplate;
  readonly value: Json;
}

/** All stacks that are judged together, so that a reference from one to another has a meaning. */
export class Templates {
  readonly resources: readonly Resource[];
  private readonly byStack = new Map<string, Map<string, Resource>>();
  private readonly arns = new Map<string, Resource>();
  private readonly urls = new Map<string, string>();

  constructor(readonly stacks: readonly StackTemplate[]) {
    for (const stack of stacks) {
      const definitions = Object.entries(objectOf(stack.template['Resources'])).filter(([, value]) => isObject(value));
      const resources = definitions.map(([id, value]) => [id, new Resource(stack, id, objectOf(value))] as const);
      this.byStack.set(stack.id, new Map(resources));
    }
    this.resources = [...this.byStack.values()].flatMap((resources) => [...resources.values()]);
    for (const resource of this.resources) {
      const arn = this.arnOf(resource);
      if (arn === undefined) continue;
      this.arns.set(arn, resource);
      if (resource.type === 'AWS::SQS::Queue') this.urls.set(this.attribute(resource, 'Ref'), arn);
    }
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  resource(stackId: string, logicalId: string): Resource | undefined {
    return this.byStack.get(stackId)?.get(logicalId);
  }

  /** The resource with an ARN as {@link textOf} gives it; undefined when these stacks do not create it. */
  byArn(arn: string | undefined): Resource | undefined {
    return arn === undefined ? undefined : this.arns.get(arn);
  }

  /** A queue's ARN from its URL. */
  queueArnOf(url: string | undefined): string | undefined {
    if (url === undefined) return undefined;
    const [, region, account, name] = /^https:\/\/sqs\.([^./]+)\.[^/]+\/([^/]+)\/(.+)$/.exec(url) ?? [];
    if (region === undefined || account === undefined || name === undefined) return undefined;
    return this.urls.get(url) ?? queueArn({ region, account, name, partition: isKnown(region) ? undefined : 'aws' });
  }

  exported(name: string | undefined): Output | undefined {
    return this.findOutput((output, stack) => textOf(objectOf(output['Export'])['Name'], stack, this) === name, name);
  }

  output(stackName: string | undefined, name: string | undefined): Output | undefined {
    return this.findOutput(
      (_output, stack, outputName) => outputName === name && [stack.stackName, stack.id].includes(stackName),
      stackName,
    );
  }

  nestedOutput(nesting: Resource, name: string): Output | undefined {
    const isNested = ({ parent }: StackTemplate) =>
      parent?.stackId === nesting.stack.id && parent.logicalId === nesting.logicalId;
    return this.findOutput((_output, stack, outputName) => outputName === name && isNested(stack), name);
  }

  /** What `Fn::GetAtt`, or `Ref`, of a resource stands for. */
  attribute(resource: Resource, attribute: string): string {
    const arn = this.arnOf(resource);
    const name = arn?.replace(/^.*[:/]/, '');
    if (arn !== undefined && name !== undefined) {
      if (attribute === 'Arn' || attribute === 'TopicArn') return arn;
      if (attribute === 'QueueName' || attribute === 'TopicName') return name;
      if (attribute === 'Ref' || attribute === 'QueueUrl' || attribute === 'KeyId') {
        switch (resource.type) {
          case 'AWS::SQS::Queue':
            return isKnown(arn) ? queueUrl(arn) : urlOf(arn);
          case 'AWS::SNS::Topic':
            return arn;
          case 'AWS::KMS::Alias':
            return arn.slice(arn.indexOf('alias/'));
          default:
            return name;
        }
      }
    }
    return unknownPart(`${resource.stack.id}.${resource.logicalId}.${attribute}`);
  }

  private findOutput(
    matches: (output: ReturnType<typeof objectOf>, stack: StackTemplate, name: string) => boolean,
    wanted: string | undefined,
  ): Output | undefined {
    if (wanted === undefined) return undefined;
    for (const stack of this.stacks) {
      for (const [name, output] of Object.entries(objectOf(stack.template['Outputs']))) {
        if (matches(objectOf(output), stack, name)) return { stack, value: objectOf(output)['Value'] };
      }
    }
    return undefined;
  }

  /** A resource without a name of its own gets a mark in the name's place. */
  private arnOf(resource: Resource): string | undefined {
    const { stack, properties } = resource;
    const place = { region: regionOf(stack), account: accountOf(stack), partition: partitionOfStack(stack) };
    const own = unknownPart(`${stack.id}.${resource.logicalId}`);
    const named = (property: string) => textOf(properties[property], stack, this) || own;
    switch (resource.type) {
      case 'AWS::SQS::Queue':
        return queueArn({ ...place, name: named('QueueName') });
      case 'AWS::SNS::Topic':
        return topicArn({ ...place, name: named('TopicName') });
      case 'AWS::Lambda::Function':
        return functionArn({ ...place, name: named('FunctionName') });
      case 'AWS::IAM::Role':
        return roleArn({ ...place, name: named('RoleName') });
      case 'AWS::Events::Rule': {
        const bus = textOf(properties['EventBusName'], stack, this)?.replace(/^.*\//, '') ?? 'default';
        const path = bus === 'default' ? named('Name') : `${bus}/${named('Name')}`;
        return formatArn({ ...place, service: 'events', resource: `rule/${path}` });
      }
      case 'AWS::KMS::Key':
        return keyArn({ ...place, name: own });
      case 'AWS::KMS::Alias':
        return keyAliasArn({ ...place, name: named('AliasName') });
      case 'AWS::S3::Bucket': {
        const prefix = textOf(properties['BucketNamePrefix'], stack, this);
        return bucketArn({
          partition: place.partition,
          name: prefix === undefined ? named('BucketName') : accountRegionalBucketName({ ...place, prefix }),
        });
      }
      default:
        return undefined;
    }
  }
}

function urlOf(arn: string): string {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** Shown to people: the marks become readable. */
export function shown(text: string): string {
  return replaceUnknown(text, (mark) => `{${nameOf(mark)}}`);
}

/** The last word of a mark: a logical id, an attribute or a parameter. */
export function nameOf(mark: string): string {
  return mark.slice(1, -1).split('.').filter(Boolean).at(-1) ?? '';
}
