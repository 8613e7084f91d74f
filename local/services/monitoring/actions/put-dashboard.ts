import type { PutDashboardInput, PutDashboardOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { dashboardBody, dashboardName } from '../dashboard-input';
import { dashboardArn } from '../dashboards';
import { notImplemented } from '../errors';
import { dashboardAccess, type Monitoring } from '../monitoring-context';

/** Creates a dashboard, or replaces the one of this name. */
export function putDashboard(monitoring: Monitoring): Operation<PutDashboardInput, PutDashboardOutput> {
  return {
    access: (input, request) => dashboardAccess('PutDashboard', input.DashboardName, request),
    run: (input, request) => {
      if (input.Tags?.length) throw notImplemented('PutDashboard', "'Tags'");
      const name = dashboardName(input.DashboardName);
      const body = dashboardBody(input.DashboardBody);
      const arn = dashboardArn(request, name);
      monitoring.dashboards.put(request.account, { name, arn, body, modified: request.kernel.clock.now() });
      return { DashboardValidationMessages: [] };
    },
  };
}
