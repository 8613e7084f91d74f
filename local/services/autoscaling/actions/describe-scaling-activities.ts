import type {
  DescribeScalingActivitiesCommandInput,
  DescribeScalingActivitiesCommandOutput,
} from '@aws-sdk/client-auto-scaling';
import type { Operation } from '../../service';
import { activityAnswer } from '../answer';
import { type AutoScaling, accountAccess } from '../autoscaling-context';
import { validationError } from '../errors';

/** "DescribeScalingActivities", API Reference. */
const MAX_RECORDS = 100;

type Output = Omit<DescribeScalingActivitiesCommandOutput, '$metadata'>;

export function describeScalingActivities(
  autoScaling: AutoScaling,
): Operation<DescribeScalingActivitiesCommandInput, Output> {
  return {
    access: accountAccess('DescribeScalingActivities'),
    run: (input, request) => {
      const { AutoScalingGroupName: name, ActivityIds: ids = [], MaxRecords: limit = MAX_RECORDS } = input;
      const groups = name === undefined ? autoScaling.groups.list(request) : [autoScaling.groups.get(request, name)];
      const all = groups
        .flatMap((live) => live.group.members.activities.all.map((activity) => activityAnswer(live, activity)))
        .filter(({ ActivityId = '' }) => ids.length === 0 || ids.includes(ActivityId));
      const first = firstAfter(
        input.NextToken,
        all.map(({ ActivityId = '' }) => ActivityId),
      );
      const Activities = all.slice(first, first + limit);
      const more = first + limit < all.length;
      return { Activities, NextToken: more ? Activities.at(-1)?.ActivityId : undefined };
    },
  };
}

/** The latest come first, so a page goes on after an activity, not after a number of them. */
function firstAfter(token: string | undefined, ids: readonly string[]): number {
  if (token === undefined) return 0;
  const index = ids.indexOf(token);
  if (index < 0) throw validationError(`Unable to decrypt NextToken ${token}`);
  return index + 1;
}
