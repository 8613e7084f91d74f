import type { GetDashboardInput, GetDashboardOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service';
import { dashboardName } from '../dashboard-input';
import { dashboardAccess, type Monitoring } from '../monitoring-context';

export function getDashboard(monitoring: Monitoring): Operation<GetDashboardInput, GetDashboardOutput> {
  return {
    access: (input, request) => dashboardAccess('GetDashboard', input.DashboardName, request),
    run: (input, request) => {
      const { name, arn, body } = monitoring.dashboards.get(request.account, dashboardName(input.DashboardName));
      return { DashboardName: name, DashboardArn: arn, DashboardBody: body };
    },
  };
}
