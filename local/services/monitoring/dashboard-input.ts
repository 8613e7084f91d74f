import { DASHBOARD_NAME_PATTERN, DASHBOARD_WIDGETS_MAX } from '../../../model/limits/cloudwatch';
import { invalidDashboard } from './errors';

export function dashboardName(name: string | undefined): string {
  if (name !== undefined && DASHBOARD_NAME_PATTERN.test(name)) return name;
  throw invalidDashboard(
    `The value ${name} for field DashboardName is invalid: it must have 1 to 255 of the characters A-Z, a-z, 0-9, - and _.`,
  );
}

/** The outline of "Dashboard body structure and syntax": what the widgets hold is theirs and the console's. */
export function dashboardBody(text: string | undefined): string {
  const body = parsed(text);
  if (typeof body !== 'object' || body === null || !('widgets' in body) || !Array.isArray(body.widgets)) {
    throw invalidDashboard('The field DashboardBody must be a valid JSON object with a list of widgets');
  }
  const { widgets } = body;
  if (widgets.length > DASHBOARD_WIDGETS_MAX) {
    throw invalidDashboard(`A dashboard can have at most ${DASHBOARD_WIDGETS_MAX} widgets, got ${widgets.length}`);
  }
  for (const [index, widget] of widgets.entries()) {
    if (typeof widget?.type === 'string' && typeof widget?.properties === 'object') continue;
    throw invalidDashboard(`Widget ${index} (/widgets/${index}) must have a type and properties`);
  }
  return text ?? '';
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw invalidDashboard('The field DashboardBody must be a valid JSON object');
  }
}
