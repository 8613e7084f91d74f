import type {
  DescribeAutoScalingInstancesCommandInput,
  DescribeAutoScalingInstancesCommandOutput,
} from '@aws-sdk/client-auto-scaling';
import { compareKeys } from '../../page';
import type { Operation } from '../../service';
import { instanceDetails } from '../answer';
import { type AutoScaling, accountAccess } from '../autoscaling-context';
import { listPage } from '../list-page';

type Output = Omit<DescribeAutoScalingInstancesCommandOutput, '$metadata'>;

export function describeAutoScalingInstances(
  autoScaling: AutoScaling,
): Operation<DescribeAutoScalingInstancesCommandInput, Output> {
  return {
    access: accountAccess('DescribeAutoScalingInstances'),
    run: (input, request) => {
      const ids = input.InstanceIds ?? [];
      const all = autoScaling.groups
        .list(request)
        .flatMap((live) => live.group.instances.map((instance) => ({ live, instance })))
        .filter(({ instance }) => ids.length === 0 || ids.includes(instance.id))
        .sort((a, b) => compareKeys(a.instance.id, b.instance.id));
      const { items, nextToken } = listPage(all, ({ instance }) => instance.id, input);
      const details = items.map(({ live, instance }) => instanceDetails(live, instance, autoScaling.fleet));
      return { AutoScalingInstances: details, NextToken: nextToken };
    },
  };
}
