import { DASHBOARD_NAME_MAX } from '../../../model/limits/cloudwatch';
import { HandlerRefusal } from '../failure';
import { PropertyValues } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';

export const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  properties: ['DashboardBody', 'DashboardName'],
  attributes: [],
  replaceOn: ['DashboardName'],
  nameProperty: 'DashboardName',

  async create(properties, context) {
    const custom = new PropertyValues(properties).text('DashboardName');
    // PutDashboard replaces a dashboard of the same name.
    if (custom !== undefined && (await exists(custom, context))) {
      throw new HandlerRefusal('AlreadyExists', `${custom} already exists`);
    }
    return put(custom ?? context.generatedName(DASHBOARD_NAME_MAX), properties, context);
  },

  update: (name, properties, _previous, context) => put(name, properties, context),

  async delete(name, _properties, context) {
    await call(context, 'DeleteDashboards', { DashboardNames: [name] });
  },
};

async function put(name: string, properties: Properties, context: DeployContext): Promise<CreatedResource> {
  const DashboardBody = new PropertyValues(properties).requiredText('DashboardBody');
  await call(context, 'PutDashboard', { DashboardName: name, DashboardBody });
  return { physicalId: name, attributes: {} };
}

async function exists(name: string, context: DeployContext): Promise<boolean> {
  const input = { DashboardNamePrefix: name };
  const { DashboardEntries } = await call<{ DashboardEntries: { DashboardName: string }[] }>(
    context,
    'ListDashboards',
    input,
  );
  return DashboardEntries.some(({ DashboardName }) => DashboardName === name);
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('monitoring', action, input, context.caller);
}
