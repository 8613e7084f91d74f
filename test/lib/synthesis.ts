import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy?: string;
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** An app that does not bundle. */
export function newApp(context: Record<string, unknown> = {}): App {
  return new App({
    analyticsReporting: false,
    context: { 'aws:cdk:bundling-stacks': [], ...context },
  });
}

export function newStack(props: StackProps = {}, app: App = newApp()): Stack {
  return new Stack(app, `Stack${app.node.children.length + 1}`, props);
}

/** Synthesizes the whole app, and fails when the stack's resources refer to each other in a cycle. */
export function resources(stack: Stack, type?: string): readonly Resource[] {
  const template: { Resources?: Record<string, Record<string, unknown>> } = Template.fromStack(stack).toJSON();
  return Object.entries(template.Resources ?? {})
    .map(([logicalId, resource]) => ({
      logicalId,
      type: String(resource['Type']),
      properties: { ...(resource['Properties'] as object) },
      dependsOn: (resource['DependsOn'] as string[] | undefined) ?? [],
      deletionPolicy: resource['DeletionPolicy'] as string | undefined,
    }))
    .filter((resource) => type === undefined || resource.type === type);
}

/** The only resource of a type. */
export function only(stack: Stack, type: string): Resource {
  return theOne(resources(stack, type), type);
}

/** A stack's one pair: the queue that has a redrive policy, and the one that has none. */
export function queuePair(stack: Stack): { readonly queue: Resource; readonly deadLetterQueue: Resource } {
  const queues = resources(stack, 'AWS::SQS::Queue');
  const isSource = ({ properties }: Resource) => properties['RedrivePolicy'] !== undefined;
  return {
    queue: theOne(queues.filter(isSource), 'queue with a redrive policy'),
    deadLetterQueue: theOne(
      queues.filter((queue) => !isSource(queue)),
      'queue without a redrive policy',
    ),
  };
}

/** The statements of all policies on one queue. */
export function queueStatements(stack: Stack, { logicalId }: Resource): readonly Statement[] {
  const isOn = ({ properties }: Resource) =>
    JSON.stringify(properties['Queues']) === JSON.stringify([{ Ref: logicalId }]);
  return resources(stack, 'AWS::SQS::QueuePolicy').filter(isOn).flatMap(statementsOf);
}

export function statementsOf({ properties }: Resource): readonly Statement[] {
  const document = properties['PolicyDocument'] ?? properties['KeyPolicy'];
  return (document as { Statement: Statement[] }).Statement;
}

export function arnOf({ logicalId }: Resource): unknown {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

export function warnings(stack: Stack): readonly string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

function theOne(found: readonly Resource[], what: string): Resource {
  const [resource] = found;
  if (resource === undefined || found.length > 1) {
    throw new Error(`expected one ${what}, found ${found.length}`);
  }
  return resource;
}
