import type { DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import type { DescribeLogGroupsResponse, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { ListKeysResponse, ListResourceTagsResponse } from '@aws-sdk/client-kms';
import type { ListFunctionsResponse, ListTagsResponse } from '@aws-sdk/client-lambda';
import type { GetBucketTaggingOutput, ListBucketsOutput } from '@aws-sdk/client-s3';
import type { ListTopicsResponse, ListTagsForResourceResponse as TopicTags } from '@aws-sdk/client-sns';
import type { ListQueuesResult, ListQueueTagsResult } from '@aws-sdk/client-sqs';
import { bucketArn, logGroupArn, queueArn, userArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import { AwsError } from '../../aws-error';
import type { Request, ServiceName } from '../service';

export interface TaggedResource {
  readonly arn: string;
  /** Service and kind, as filters name them: `sqs:queue`. */
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
}

type Call = <Output>(service: ServiceName, action: string, input: object) => Promise<Output>;
type Tags = Readonly<Record<string, string>>;

interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** Finds the resources of one kind, and asks for the tags of each. */
interface Kind {
  readonly type: string;
  list(call: Call, place: Place): AsyncIterable<{ readonly arn: string; readonly tags: () => Promise<Tags> }>;
}

/** What can be found by its tags here. On AWS it is far more. */
const KINDS: readonly Kind[] = [
  {
    type: 'cloudformation:stack',
    async *list(call) {
      const page = (NextToken?: string) =>
        call<DescribeStacksOutput>('cloudformation', 'DescribeStacks', { NextToken });
      for await (const { Stacks = [] } of pages(page, ({ NextToken }) => NextToken)) {
        for (const { StackId: arn = '', Tags } of Stacks) yield { arn, tags: async () => ofList(Tags) };
      }
    },
  },
  {
    type: 'kms:key',
    async *list(call) {
      const page = (Marker?: string) => call<ListKeysResponse>('kms', 'ListKeys', { Marker });
      for await (const { Keys = [] } of pages(page, ({ NextMarker }) => NextMarker)) {
        for (const { KeyArn: arn = '', KeyId } of Keys) {
          const tags = async () => {
            const { Tags = [] } = await call<ListResourceTagsResponse>('kms', 'ListResourceTags', { KeyId });
            return Object.fromEntries(Tags.map(({ TagKey, TagValue = '' }) => [TagKey, TagValue]));
          };
          yield { arn, tags };
        }
      }
    },
  },
  {
    type: 'lambda:function',
    async *list(call) {
      const page = (Marker?: string) => call<ListFunctionsResponse>('lambda', 'ListFunctions', { Marker });
      for await (const { Functions = [] } of pages(page, ({ NextMarker }) => NextMarker)) {
        for (const { FunctionArn: arn = '' } of Functions) {
          yield {
            arn,
            tags: async () => (await call<ListTagsResponse>('lambda', 'ListTags', { Resource: arn })).Tags ?? {},
          };
        }
      }
    },
  },
  {
    type: 'logs:log-group',
    async *list(call, place) {
      const page = (nextToken?: string) => call<DescribeLogGroupsResponse>('logs', 'DescribeLogGroups', { nextToken });
      for await (const { logGroups = [] } of pages(page, ({ nextToken }) => nextToken)) {
        for (const { logGroupName: name = '' } of logGroups) {
          const resourceArn = logGroupArn({ ...place, name });
          const tags = async () =>
            (await call<ListTagsForResourceResponse>('logs', 'ListTagsForResource', { resourceArn })).tags ?? {};
          yield { arn: resourceArn, tags };
        }
      }
    },
  },
  {
    type: 's3:bucket',
    async *list(call, { region, partition }) {
      const { Buckets = [] } = await call<ListBucketsOutput>('s3', 'ListBuckets', { BucketRegion: region });
      for (const { Name: name = '' } of Buckets) {
        const tags = async () =>
          ofList((await call<GetBucketTaggingOutput>('s3', 'GetBucketTagging', { Bucket: name })).TagSet);
        yield { arn: bucketArn({ name, partition }), tags };
      }
    },
  },
  {
    type: 'sns:topic',
    async *list(call) {
      const page = (NextToken?: string) => call<ListTopicsResponse>('sns', 'ListTopics', { NextToken });
      for await (const { Topics = [] } of pages(page, ({ NextToken }) => NextToken)) {
        for (const { TopicArn: arn = '' } of Topics) {
          const tags = async () =>
            ofList((await call<TopicTags>('sns', 'ListTagsForResource', { ResourceArn: arn })).Tags);
          yield { arn, tags };
        }
      }
    },
  },
  {
    type: 'sqs:queue',
    async *list(call, place) {
      const page = (NextToken?: string) =>
        call<ListQueuesResult>('sqs', 'ListQueues', { MaxResults: 1_000, NextToken });
      for await (const { QueueUrls = [] } of pages(page, ({ NextToken }) => NextToken)) {
        for (const QueueUrl of QueueUrls) {
          const name = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
          const tags = async () => (await call<ListQueueTagsResult>('sqs', 'ListQueueTags', { QueueUrl })).Tags ?? {};
          yield { arn: queueArn({ ...place, name }), tags };
        }
      }
    },
  },
];

/** Everything that has tags in the account and region of a request, in the order of the ARNs. */
export async function taggedResources(request: Request): Promise<readonly TaggedResource[]> {
  const { account, region, router } = request;
  const partition = partitionOf(region);
  // In the account's name: who may use the index may see it whole, whatever else is allowed.
  const arn = userArn({ account, partition, name: 'administrator' });
  const call: Call = (service, action, input) =>
    router.call(service, action, input, { principal: { kind: 'user', account, arn }, account, region });
  const found: TaggedResource[] = [];
  for (const { type, list } of KINDS) {
    for await (const resource of list(call, { account, region, partition })) {
      const tags = await tagsOrNone(resource.tags);
      if (Object.keys(tags).length > 0) found.push({ arn: resource.arn, type, tags });
    }
  }
  return found.sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** A bucket without tags answers that there are none, and a key may keep even its administrator out. */
async function tagsOrNone(tags: () => Promise<Tags>): Promise<Tags> {
  try {
    return await tags();
  } catch (error) {
    if (error instanceof AwsError && (error.code === 'NoSuchTagSet' || error.code.startsWith('AccessDenied')))
      return {};
    throw error;
  }
}

const ofList = (tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

async function* pages<Output>(
  ask: (token?: string) => Promise<Output>,
  next: (output: Output) => string | undefined,
): AsyncIterable<Output> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = next(page);
  } while (token !== undefined);
}
