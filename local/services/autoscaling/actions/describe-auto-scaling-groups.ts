import type {
  DescribeAutoScalingGroupsCommandInput,
  DescribeAutoScalingGroupsCommandOutput,
  Filter,
} from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { groupAnswer } from '../answer';
import { type AutoScaling, accountAccess } from '../autoscaling-context';
import { validationError } from '../errors';
import { listPage } from '../list-page';
import type { LiveGroup } from '../live-group';

type Output = Omit<DescribeAutoScalingGroupsCommandOutput, '$metadata'>;

export function describeAutoScalingGroups(
  autoScaling: AutoScaling,
): Operation<DescribeAutoScalingGroupsCommandInput, Output> {
  return {
    access: accountAccess('DescribeAutoScalingGroups'),
    run: (input, request) => {
      const names = input.AutoScalingGroupNames ?? [];
      const groups = autoScaling.groups
        .list(request)
        .filter(({ identity }) => names.length === 0 || names.includes(identity.name))
        .filter((live) => (input.Filters ?? []).every((filter) => matches(live, filter)));
      const { items, nextToken } = listPage(groups, ({ identity }) => identity.name, input);
      return { AutoScalingGroups: items.map((live) => groupAnswer(live, autoScaling.fleet)), NextToken: nextToken };
    },
  };
}

function matches({ tags }: LiveGroup, { Name = '', Values = [] }: Filter): boolean {
  if (Name === 'tag-key') return Values.some((key) => tags.has(key));
  if (Name === 'tag-value') return [...tags.values()].some(({ value }) => Values.includes(value));
  if (Name.startsWith('tag:')) return Values.includes(tags.get(Name.slice('tag:'.length))?.value ?? '');
  throw validationError(`The filter's name must be tag-key, tag-value or tag:KEY, got '${Name}'.`);
}
