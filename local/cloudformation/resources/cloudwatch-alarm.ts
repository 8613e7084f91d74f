import { HandlerRefusal } from '../failure';
import { PropertyValues, present, tagChanges, tagList } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';
import { dimensions, METRIC_QUERY_PROPERTIES, metricQuery } from './cloudwatch-metric-query';

/** "PutMetricAlarm", Amazon CloudWatch API Reference. */
const MAX_ALARM_NAME_LENGTH = 255;

const TEXTS = [
  'AlarmDescription',
  'ComparisonOperator',
  'MetricName',
  'Namespace',
  'Statistic',
  'TreatMissingData',
  'Unit',
];
const NUMBERS = ['DatapointsToAlarm', 'EvaluationPeriods', 'Period', 'Threshold'];
const LISTS = ['AlarmActions', 'InsufficientDataActions', 'OKActions'];

export const alarm: ResourceType = {
  type: 'AWS::CloudWatch::Alarm',
  properties: [
    'ActionsEnabled',
    'AlarmName',
    'Dimensions.Name',
    'Dimensions.Value',
    ...METRIC_QUERY_PROPERTIES.map((name) => `Metrics.${name}`),
    'Tags',
    ...TEXTS,
    ...NUMBERS,
    ...LISTS,
  ],
  attributes: ['Arn'],
  replaceOn: ['AlarmName'],
  nameProperty: 'AlarmName',

  async create(properties, context) {
    const custom = new PropertyValues(properties).text('AlarmName');
    // PutMetricAlarm overwrites an alarm of the same name.
    if (custom !== undefined && (await arnOf(custom, context)) !== undefined) {
      throw new HandlerRefusal('AlreadyExists', `${custom} already exists`);
    }
    return put(custom ?? context.generatedName(MAX_ALARM_NAME_LENGTH), properties, context);
  },

  async update(AlarmName, properties, previous, context) {
    const described = await put(AlarmName, properties, context);
    // PutMetricAlarm leaves the tags of an alarm that exists alone.
    const { added, removed } = tagChanges(new PropertyValues(properties).tags(), new PropertyValues(previous).tags());
    const ResourceARN = described.attributes['Arn'];
    if (removed.length > 0) await call(context, 'UntagResource', { ResourceARN, TagKeys: removed });
    const Tags = tagList(added);
    if (Tags.length > 0) await call(context, 'TagResource', { ResourceARN, Tags });
    return described;
  },

  async delete(AlarmName, _properties, context) {
    await call(context, 'DeleteAlarms', { AlarmNames: [AlarmName] });
  },
};

/** PutMetricAlarm replaces the whole alarm, so creating and updating are the same call. */
async function put(AlarmName: string, properties: Properties, context: DeployContext): Promise<CreatedResource> {
  const values = new PropertyValues(properties);
  const tags = tagList(values.tags());
  await call(context, 'PutMetricAlarm', {
    AlarmName,
    ...present({
      ...Object.fromEntries(TEXTS.map((name) => [name, values.text(name)])),
      ...Object.fromEntries(NUMBERS.map((name) => [name, values.number(name)])),
      ...Object.fromEntries(LISTS.map((name) => [name, values.texts(name)])),
      ActionsEnabled: values.flag('ActionsEnabled'),
      Dimensions: dimensions(values),
      Metrics: values.groups('Metrics')?.map(metricQuery),
      Tags: tags.length > 0 ? tags : undefined,
    }),
  });
  return { physicalId: AlarmName, attributes: { Arn: (await arnOf(AlarmName, context)) ?? '' } };
}

async function arnOf(name: string, context: DeployContext): Promise<string | undefined> {
  const { MetricAlarms } = await call<{ MetricAlarms?: { AlarmArn: string }[] }>(context, 'DescribeAlarms', {
    AlarmNames: [name],
  });
  return MetricAlarms?.[0]?.AlarmArn;
}

function call<Output>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('monitoring', action, input, context.caller);
}
