import type { DeleteDashboardsInput, DeleteDashboardsOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { missingParameter } from '../errors';
import { dashboardAccess, type Monitoring } from '../monitoring-context';

export function deleteDashboards(monitoring: Monitoring): Operation<DeleteDashboardsInput, DeleteDashboardsOutput> {
  return {
    access: (input, request) =>
      (input.DashboardNames ?? []).map((name) => dashboardAccess('DeleteDashboards', name, request)),
    run: (input, request) => {
      const { account } = request;
      if (input.DashboardNames === undefined) throw missingParameter('DashboardNames');
      // "If there is an error during this call, no dashboards are deleted": "DeleteDashboards", API Reference.
      const found = input.DashboardNames.map((name) => monitoring.dashboards.get(account, name));
      for (const { name } of found) monitoring.dashboards.delete(account, name);
      return {};
    },
  };
}
