import { dnsSuffixOf, partitionOf } from './partition';

/** An Amazon Resource Name in its parts: `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for what has no region, such as a role or a bucket. */
  readonly region: string;
  /** Empty for what has no account in its ARN, such as a bucket. */
  readonly account: string;
  /** Everything after the fifth colon; it may hold colons and slashes of its own. */
  readonly resource: string;
}

/** Names a resource; the partition follows from the region unless it is given. */
export interface RegionalName {
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly partition?: string;
}

/** Names a resource that has no region in its ARN. @default partition `aws` */
export interface GlobalName {
  readonly account: string;
  readonly name: string;
  readonly partition?: string;
}

/** The parts of an ARN, or undefined when the text is none. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(':');
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined) {
    return undefined;
  }
  const rest = resource.join(':');
  return rest === '' ? undefined : { partition, service, region, account, resource: rest };
}

export function formatArn(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
}

export function queueArn(queue: RegionalName): string {
  return regionalArn('sqs', queue, queue.name);
}

export function topicArn(topic: RegionalName): string {
  return regionalArn('sns', topic, topic.name);
}

/** Of a rule on the default event bus. */
export function eventRuleArn(rule: RegionalName): string {
  return regionalArn('events', rule, `rule/${rule.name}`);
}

export function eventBusArn(bus: RegionalName): string {
  return regionalArn('events', bus, `event-bus/${bus.name}`);
}

/** `id` is the subscription's UUID. */
export function subscriptionArn(topic: string, id: string): string {
  return `${topic}:${id}`;
}

/** A bucket's ARN names neither region nor account. */
export function bucketArn(bucket: { readonly name: string; readonly partition?: string }): string {
  return `arn:${bucket.partition ?? 'aws'}:s3:::${bucket.name}`;
}

export function objectArn(object: {
  readonly bucket: string;
  readonly key: string;
  readonly partition?: string;
}): string {
  return `${bucketArn({ name: object.bucket, partition: object.partition })}/${object.key}`;
}

/** Of a Kinesis data stream. */
export function streamArn(stream: RegionalName): string {
  return regionalArn('kinesis', stream, `stream/${stream.name}`);
}

export function functionArn(fn: RegionalName & { readonly qualifier?: string }): string {
  return regionalArn('lambda', fn, `function:${fn.name}${fn.qualifier ? `:${fn.qualifier}` : ''}`);
}

/** `name` is the mapping's UUID. */
export function eventSourceMappingArn(mapping: RegionalName): string {
  return regionalArn('lambda', mapping, `event-source-mapping:${mapping.name}`);
}

/** A KMS key's ARN; `name` is the key's id. */
export function keyArn(key: RegionalName): string {
  return regionalArn('kms', key, `key/${key.name}`);
}

/** The ARN of a KMS alias; `name` begins with `alias/`. */
export function keyAliasArn(alias: RegionalName): string {
  return regionalArn('kms', alias, alias.name);
}

/** A log group's ARN without the `:*` that means its streams. */
export function logGroupArn(group: RegionalName): string {
  return regionalArn('logs', group, `log-group:${group.name}`);
}

/** The group comes by its name, the stream by `stream`. */
export function logStreamArn(stream: RegionalName & { readonly stream: string }): string {
  return `${logGroupArn(stream)}:log-stream:${stream.stream}`;
}

/** An HTTP API as its owner manages it; `name` is the API's id. The ARN has no account. */
export function httpApiArn(api: RegionalName): string {
  return regionalArn('apigateway', { ...api, account: '' }, `/apis/${api.name}`);
}

/** What a caller of an HTTP API invokes: `name` is the API's id, `route` is such as `$default/POST/jobs`. */
export function executeApiArn(api: RegionalName & { readonly route: string }): string {
  return regionalArn('execute-api', api, `${api.name}/${api.route}`);
}

export function changeSetArn(set: RegionalName & { readonly id: string }): string {
  return regionalArn('cloudformation', set, `changeSet/${set.name}/${set.id}`);
}

export function stackArn(stack: RegionalName & { readonly id: string }): string {
  return regionalArn('cloudformation', stack, `stack/${stack.name}/${stack.id}`);
}

/** `path` begins and ends with a slash. @default path `/` */
export function roleArn(role: GlobalName & { readonly path?: string }): string {
  return globalArn('iam', role, `role${role.path ?? '/'}${role.name}`);
}

export function userArn(user: GlobalName & { readonly path?: string }): string {
  return globalArn('iam', user, `user${user.path ?? '/'}${user.name}`);
}

export function policyArn(policy: GlobalName & { readonly path?: string }): string {
  return globalArn('iam', policy, `policy${policy.path ?? '/'}${policy.name}`);
}

/** The account itself, as a policy's `Principal` names it. */
export function accountArn(account: { readonly account: string; readonly partition?: string }): string {
  return `arn:${account.partition ?? 'aws'}:iam::${account.account}:root`;
}

/** The session of a role, as STS names it: the role's path is not part of it. */
export function assumedRoleArn(role: GlobalName & { readonly session: string }): string {
  return globalArn('sts', role, `assumed-role/${role.name}/${role.session}`);
}

/** A queue's name from its ARN. */
export function queueNameOf(arn: string): string {
  return queuePartsOf(arn).resource;
}

/**
 * A queue's URL on AWS, which follows from its ARN: nobody needs `sqs:GetQueueUrl` to know it.
 * A local cloud has URLs of its own.
 */
export function queueUrl(arn: string): string {
  const { partition, region, account, resource } = queuePartsOf(arn);
  return `https://sqs.${region}.${dnsSuffixOf(partition)}/${account}/${resource}`;
}

function queuePartsOf(arn: string): Arn {
  const parts = parseArn(arn);
  if (parts?.service !== 'sqs' || parts.region === '' || parts.account === '') {
    throw new Error(
      `'queueArn' must be the ARN of an SQS queue, got ${JSON.stringify(arn)}. ` +
        `A queue's name and URL follow from its region, account and name. Use arn:aws:sqs:REGION:ACCOUNT:NAME.`,
    );
  }
  return parts;
}

function regionalArn(service: string, name: RegionalName, resource: string): string {
  return `arn:${name.partition ?? partitionOf(name.region)}:${service}:${name.region}:${name.account}:${resource}`;
}

function globalArn(service: string, name: GlobalName, resource: string): string {
  return `arn:${name.partition ?? 'aws'}:${service}::${name.account}:${resource}`;
}
