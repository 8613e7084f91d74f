import { METRIC_FILTER_NAME } from '../../../model/limits/logs';
import { PropertyValues, present } from '../property-values';
import type { DeployContext, ResourceType } from '../resource-type';

export const metricFilter: ResourceType = {
  type: 'AWS::Logs::MetricFilter',
  properties: [
    'FilterName',
    'FilterPattern',
    'LogGroupName',
    'MetricTransformations.MetricName',
    'MetricTransformations.MetricNamespace',
    'MetricTransformations.MetricValue',
  ],
  attributes: [],
  replaceOn: ['FilterName', 'LogGroupName'],
  nameProperty: 'FilterName',

  async create(properties, context) {
    const filterName =
      new PropertyValues(properties).text('FilterName') ?? context.generatedName(METRIC_FILTER_NAME.max);
    await put(filterName, properties, context);
    return { physicalId: filterName, attributes: {} };
  },

  async update(filterName, properties, _previous, context) {
    await put(filterName, properties, context);
    return { physicalId: filterName, attributes: {} };
  },

  async delete(filterName, properties, context) {
    const logGroupName = new PropertyValues(properties).requiredText('LogGroupName');
    await context.router.call('logs', 'DeleteMetricFilter', { filterName, logGroupName }, context.caller);
  },
};

async function put(
  filterName: string,
  properties: Readonly<Record<string, unknown>>,
  context: DeployContext,
): Promise<void> {
  const values = new PropertyValues(properties);
  const metricTransformations = (values.groups('MetricTransformations') ?? []).map((each) =>
    present({
      metricName: each.text('MetricName'),
      metricNamespace: each.text('MetricNamespace'),
      metricValue: each.text('MetricValue'),
    }),
  );
  const input = {
    filterName,
    logGroupName: values.requiredText('LogGroupName'),
    filterPattern: values.text('FilterPattern') ?? '',
    metricTransformations,
  };
  await context.router.call('logs', 'PutMetricFilter', input, context.caller);
}
