import type {
  CreateOrUpdateTagsCommandInput,
  DeleteTagsCommandInput,
  DescribeTagsCommandInput,
  DescribeTagsCommandOutput,
  Tag,
} from '@aws-sdk/client-auto-scaling';
import type { Access, Operation, Request } from '../../service';
import { tagAnswers } from '../answer';
import { type AutoScaling, accountAccess, groupAccess } from '../autoscaling-context';
import { listPage } from '../list-page';
import { withTags } from '../tags';

export function createOrUpdateTags(autoScaling: AutoScaling): Operation<CreateOrUpdateTagsCommandInput> {
  return {
    access: (input, request) => tagAccess(autoScaling, 'CreateOrUpdateTags', input.Tags, request),
    run: (input, request) => {
      for (const tag of input.Tags ?? []) {
        const live = autoScaling.groups.get(request, tag.ResourceId);
        live.tags = withTags(live.tags, [tag]);
      }
      return undefined;
    },
  };
}

export function deleteTags(autoScaling: AutoScaling): Operation<DeleteTagsCommandInput> {
  return {
    access: (input, request) => tagAccess(autoScaling, 'DeleteTags', input.Tags, request),
    run: (input, request) => {
      for (const { ResourceId, Key = '' } of input.Tags ?? []) {
        autoScaling.groups.get(request, ResourceId).tags.delete(Key);
      }
      return undefined;
    },
  };
}

type Output = Omit<DescribeTagsCommandOutput, '$metadata'>;

export function describeTags(autoScaling: AutoScaling): Operation<DescribeTagsCommandInput, Output> {
  return {
    access: accountAccess('DescribeTags'),
    run: (input, request) => {
      const tags = autoScaling.groups.list(request).flatMap(tagAnswers);
      const asked = tags.filter((tag) =>
        (input.Filters ?? []).every(({ Name, Values = [] }) => {
          const of = { 'auto-scaling-group': tag.ResourceId, key: tag.Key, value: tag.Value }[Name ?? ''];
          return of !== undefined && Values.includes(of);
        }),
      );
      const { items, nextToken } = listPage(asked, ({ ResourceId, Key }) => `${ResourceId}/${Key}`, input);
      return { Tags: [...items], NextToken: nextToken };
    },
  };
}

function tagAccess(
  autoScaling: AutoScaling,
  action: string,
  tags: readonly Tag[] | undefined,
  request: Request,
): readonly Access[] {
  const names = new Set((tags ?? []).map(({ ResourceId }) => ResourceId));
  return [...names].map((AutoScalingGroupName) => groupAccess(autoScaling, action)({ AutoScalingGroupName }, request));
}
