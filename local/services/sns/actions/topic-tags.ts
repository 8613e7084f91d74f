import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-sns';
import type { Operation, Request } from '../../service';
import { accessTo } from '../access';
import { noSuchResource } from '../errors';
import type { Sns } from '../sns-context';
import { tagList, withTags } from '../tags';
import type { Topic } from '../topic';

interface OnResource {
  readonly ResourceArn: string | undefined;
}

/** An operation on a topic that is called a resource here. */
function onResource<Input extends OnResource, Output extends object | undefined>(
  { topics }: Sns,
  action: `sns:${string}`,
  run: (topic: Topic, input: Input) => Output,
): Operation<Input, Output> {
  const find = ({ ResourceArn = '' }: Input, { region }: Request) => {
    const topic = topics.find(ResourceArn);
    if (topic === undefined || topic.identity.region !== region) throw noSuchResource();
    return topic;
  };
  return {
    access: (input, request) => accessTo(find(input, request), action),
    run: (input, request) => run(find(input, request), input),
  };
}

export const listTagsForResource = (sns: Sns): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  onResource(sns, 'sns:ListTagsForResource', (topic) => ({ Tags: tagList(topic.tags) }));

export const tagResource = (sns: Sns): Operation<TagResourceRequest, object> =>
  onResource(sns, 'sns:TagResource', (topic, { Tags }: TagResourceRequest) => {
    topic.tags = withTags(topic.tags, Tags);
    return {};
  });

export const untagResource = (sns: Sns): Operation<UntagResourceRequest, object> =>
  onResource(sns, 'sns:UntagResource', (topic, { TagKeys }: UntagResourceRequest) => {
    const removed = new Set(TagKeys);
    topic.tags = new Map([...topic.tags].filter(([name]) => !removed.has(name)));
    return {};
  });
