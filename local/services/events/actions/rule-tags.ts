import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service';
import { noSuchRule } from '../errors';
import type { Events } from '../events-context';
import type { EventRule } from '../rule';
import { tagList, withTags } from '../tags';

interface OnResource {
  readonly ResourceARN: string | undefined;
}

/** An operation on a rule that is called a resource here. */
function onResource<Input extends OnResource, Output extends object>(
  { rules }: Events,
  action: `events:${string}`,
  run: (rule: EventRule, input: Input) => Output,
): Operation<Input, Output> {
  return {
    access: ({ ResourceARN = '' }, { account }) => ({ action, resource: ResourceARN, account }),
    run: (input, { account }) => {
      const arn = input.ResourceARN ?? '';
      const rule = rules.findByArn(arn);
      if (rule === undefined || rule.identity.account !== account) throw noSuchRule(arn.replace(/^.*rule\//, ''));
      return run(rule, input);
    },
  };
}

export const listTagsForResource = (
  events: Events,
): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  onResource(events, 'events:ListTagsForResource', (rule) => ({ Tags: tagList(rule.tags) }));

export const tagResource = (events: Events): Operation<TagResourceRequest, object> =>
  onResource(events, 'events:TagResource', (rule, { Tags }: TagResourceRequest) => {
    rule.tags = withTags(rule.tags, Tags);
    return {};
  });

export const untagResource = (events: Events): Operation<UntagResourceRequest, object> =>
  onResource(events, 'events:UntagResource', (rule, { TagKeys }: UntagResourceRequest) => {
    const removed = new Set(TagKeys);
    rule.tags = new Map([...rule.tags].filter(([name]) => !removed.has(name)));
    return {};
  });
