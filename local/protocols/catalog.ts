import type { ServiceName } from '../services/service';

/** How a service is addressed on the wire. Its schemas are loaded when it is first used: that keeps the start short. */
export interface WireService {
  readonly name: string;
  /** The local cloud does not have this service. */
  readonly absent?: boolean;
  /** The name in a request's credential scope. */
  readonly signingName: string;
  /** The prefix of `X-Amz-Target`, for services with a JSON protocol. */
  readonly target?: string;
  readonly jsonVersion?: '1.0' | '1.1';
  /** What a request is when neither a target nor a form says so. */
  readonly rest?: 'xml' | 'json';
  readonly xmlNamespace?: string;
  /** Of those that speak the query protocol only EC2 has its own kind of it. */
  readonly query?: 'ec2';
  /** Errors also carry the code of the older query protocol, in `x-amzn-query-error`. */
  readonly queryCompatible?: boolean;
  load(): Record<string, unknown>;
}

const services: readonly WireService[] = [
  {
    name: 'sqs',
    signingName: 'sqs',
    target: 'AmazonSQS',
    jsonVersion: '1.0',
    queryCompatible: true,
    load: () => require('@aws-sdk/client-sqs'),
  },
  {
    name: 's3',
    signingName: 's3',
    rest: 'xml',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    load: () => require('@aws-sdk/client-s3'),
  },
  { name: 'lambda', signingName: 'lambda', rest: 'json', load: () => require('@aws-sdk/client-lambda') },
  {
    name: 'logs',
    signingName: 'logs',
    target: 'Logs_20140328',
    jsonVersion: '1.1',
    load: () => require('@aws-sdk/client-cloudwatch-logs'),
  },
  {
    name: 'iam',
    signingName: 'iam',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    load: () => require('@aws-sdk/client-iam'),
  },
  {
    name: 'sts',
    signingName: 'sts',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    load: () => require('@aws-sdk/client-sts'),
  },
  {
    name: 'monitoring',
    signingName: 'monitoring',
    target: 'GraniteServiceVersion20100801',
    jsonVersion: '1.0',
    queryCompatible: true,
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    load: () => require('@aws-sdk/client-cloudwatch'),
  },
  {
    name: 'kms',
    signingName: 'kms',
    target: 'TrentService',
    jsonVersion: '1.1',
    load: () => require('@aws-sdk/client-kms'),
  },
  {
    name: 'sns',
    signingName: 'sns',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    load: () => require('@aws-sdk/client-sns'),
  },
  {
    name: 'events',
    signingName: 'events',
    target: 'AWSEvents',
    jsonVersion: '1.1',
    load: () => require('@aws-sdk/client-eventbridge'),
  },
  { name: 'apigateway', signingName: 'apigateway', rest: 'json', load: () => require('@aws-sdk/client-apigatewayv2') },
  {
    name: 'autoscaling',
    signingName: 'autoscaling',
    xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
    load: () => require('@aws-sdk/client-auto-scaling'),
  },
  {
    name: 'ec2',
    signingName: 'ec2',
    query: 'ec2',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15',
    load: () => require('@aws-sdk/client-ec2'),
  },
  {
    name: 'cloudformation',
    signingName: 'cloudformation',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    load: () => require('@aws-sdk/client-cloudformation'),
  },
  {
    name: 'tagging',
    signingName: 'tagging',
    target: 'ResourceGroupsTaggingAPI_20170126',
    jsonVersion: '1.1',
    load: () => require('@aws-sdk/client-resource-groups-tagging-api'),
  },
];

const bySigningName = new Map(services.map((service) => [service.signingName, service]));
const byTarget = new Map(services.flatMap((service) => (service.target ? [[service.target, service] as const] : [])));
const byName = new Map(services.map((service) => [service.name, service]));

export const serviceBySigningName = (name: string): WireService | undefined => bySigningName.get(name);
export const serviceByTarget = (target: string): WireService | undefined => byTarget.get(target);

export function wireService(name: ServiceName): WireService {
  const service = byName.get(name);
  if (service === undefined) throw new Error(`The service ${name} is missing from the protocols' catalog.`);
  return service;
}
