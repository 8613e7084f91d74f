import type { ListDashboardsInput, ListDashboardsOutput } from '@aws-sdk/client-cloudwatch';
import { pageOf } from '../../page';
import type { Operation } from '../../service';
import { invalidToken } from '../errors';
import { dashboardAccess, type Monitoring } from '../monitoring-context';

/** "ListDashboards", CloudWatch API Reference. */
const PAGE = 1_000;

export function listDashboards(monitoring: Monitoring): Operation<ListDashboardsInput, ListDashboardsOutput> {
  return {
    access: (_input, request) => dashboardAccess('ListDashboards', '*', request),
    run: (input, request) => {
      const { DashboardNamePrefix: prefix = '' } = input;
      const wanted = monitoring.dashboards.list(request.account).filter(({ name }) => name.startsWith(prefix));
      const { items, nextToken } = pageOf(wanted, {
        keyOf: ({ name }) => name,
        limit: PAGE,
        token: input.NextToken,
        invalidToken,
      });
      return {
        DashboardEntries: items.map(({ name, arn, body, modified }) => ({
          DashboardName: name,
          DashboardArn: arn,
          LastModified: new Date(modified),
          Size: Buffer.byteLength(body),
        })),
        NextToken: nextToken,
      };
    },
  };
}
