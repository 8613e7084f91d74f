import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { numberWithin } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import type { JobEndpointProps } from './job-endpoint-props';

/** Parts of letters, digits and `-._~`, or a parameter in braces, of which the last may be greedy. */
const PATH_PATTERN = /^(\/([\w.~-]+|\{\w+\+?\}))+$/;
const HEADER_PATTERN = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
/** "Reserved headers", and headers that API Gateway or HTTP itself sets. */
const RESERVED_HEADER =
  /^(x-amz|apigw-|access-control-|authorization$|connection$|content-|date$|server$|transfer-encoding$|via$)/i;
/** What a value can be taken from: "Mapping request parameters", Amazon API Gateway Developer Guide. */
const REQUEST_VALUE = /^\$(request\.(header|path|querystring|body)\.[\w.[\]-]+|context\.[\w.]+|stageVariables\.\w+)$/;
const PATH_VALUE = /^\$request\.path\.(\w+)$/;

const UNLIMITED = { min: 1, max: Number.MAX_SAFE_INTEGER, unit: 'jobs' };

export interface JobEndpointInput extends JobEndpointProps {
  readonly scope: Construct;
}

export const JOB_ENDPOINT_RULES: readonly Rule<JobEndpointInput>[] = [
  {
    id: 'JobEndpointRegion',
    prop: 'queue',
    value: ({ queue }) => queue.env.region,
    holds: ({ queue, scope }) => {
      const here = Stack.of(scope).region;
      return Token.isUnresolved(here) || queue.env.region === here;
    },
    must: "a queue of the endpoint's own region",
    why: 'API Gateway sends to the SQS of its region, which does not know that queue',
    fix: "Make the endpoint in a stack of the queue's region",
  },
  {
    id: 'JobEndpointPath',
    prop: 'path',
    value: ({ path }) => path,
    holds: ({ path }) => PATH_PATTERN.test(path ?? ''),
    must: "a path such as '/jobs' or '/customers/{customer}/jobs'",
    why: 'API Gateway refuses a route with any other',
    fix: "Begin 'path' with '/', and use letters, digits, '-', '.', '_', '~' and '{name}'",
  },
  {
    id: 'JobEndpointGroup',
    prop: 'messageGroupId',
    value: ({ queue }) => (queue.fifo ? queue.node.path : undefined),
    holds: ({ messageGroupId }) => messageGroupId !== undefined,
    got: () => 'nothing',
    must: 'given for a FIFO queue',
    why: 'SQS refuses every message without one: "The request must contain the parameter MessageGroupId"',
    fix: "Set 'messageGroupId' to MappingValue.requestHeader('customer-id'), or to what else keeps jobs in order",
  },
  {
    id: 'JobEndpointDeduplication',
    prop: 'messageDeduplicationId',
    value: ({ messageDeduplicationId }) => messageDeduplicationId?.value,
    holds: ({ queue }) => queue.fifo,
    must: 'left out for a standard queue',
    why: 'SQS refuses every message with one: only FIFO queues deduplicate',
    fix: "Use a queue with 'fifo', or let the consumer recognize jobs that come twice",
  },
  ...(['messageGroupId', 'messageDeduplicationId'] as const).flatMap((prop): Rule<JobEndpointInput>[] => [
    {
      id: 'JobEndpointValue',
      prop,
      value: (props) => props[prop]?.value,
      holds: (props) => REQUEST_VALUE.test(props[prop]?.value ?? ''),
      must: 'a value of the request',
      why: 'API Gateway takes anything else as it stands there, so all jobs would be of one group, or one job',
      fix: 'Use MappingValue.requestHeader(...), requestPathParam(...) or requestQueryString(...)',
    },
    {
      id: 'JobEndpointPathParameter',
      prop,
      value: (props) => PATH_VALUE.exec(props[prop]?.value ?? '')?.[1],
      holds: ({ path, ...props }) => {
        const name = PATH_VALUE.exec(props[prop]?.value ?? '')?.[1];
        return Token.isUnresolved(path) || new RegExp(`\\{${name}\\+?\\}`).test(path ?? '');
      },
      must: "a parameter of 'path'",
      why: 'The request would have no such value',
      fix: "Add it to 'path' in braces",
    },
  ]),
  {
    id: 'JobEndpointHeader',
    prop: 'jobIdHeader',
    value: ({ jobIdHeader }) => jobIdHeader,
    holds: ({ jobIdHeader = '' }) => HEADER_PATTERN.test(jobIdHeader) && !RESERVED_HEADER.test(jobIdHeader),
    must: "letters, digits and '-', and not a reserved header",
    why: 'API Gateway does not let a mapping set it',
    fix: "Leave 'jobIdHeader' out for 'job-id'",
  },
  ...(['rateLimit', 'burstLimit'] as const).map((name) =>
    numberWithin<JobEndpointInput>(UNLIMITED, {
      id: 'JobEndpointThrottling',
      prop: `throttling.${name}`,
      value: ({ throttling }) => throttling?.[name],
      why: 'With 0 API Gateway answers every request with 429',
      fix: "Leave 'throttling' out for 100 jobs a second",
    }),
  ),
];
