import { PropertyValues, present } from '../property-values';
import type { CreatedResource, DeployContext, Properties, ResourceType } from '../resource-type';
import { call } from './auto-scaling-group';

/** "PutScalingPolicy", API Reference. */
const MAX_NAME_LENGTH = 255;

const STEP = ['MetricIntervalLowerBound', 'MetricIntervalUpperBound', 'ScalingAdjustment'];
const METRIC = ['Dimensions.Name', 'Dimensions.Value', 'MetricName', 'Namespace'];
const CUSTOM = 'TargetTrackingConfiguration.CustomizedMetricSpecification';
const QUERY = `${CUSTOM}.Metrics`;
const TEXTS = ['AdjustmentType', 'AutoScalingGroupName', 'MetricAggregationType', 'PolicyType'];
const NUMBERS = ['Cooldown', 'EstimatedInstanceWarmup', 'MinAdjustmentMagnitude', 'ScalingAdjustment'];

export const scalingPolicy: ResourceType = {
  type: 'AWS::AutoScaling::ScalingPolicy',
  properties: [
    ...TEXTS,
    ...NUMBERS,
    ...STEP.map((name) => `StepAdjustments.${name}`),
    'TargetTrackingConfiguration.DisableScaleIn',
    'TargetTrackingConfiguration.TargetValue',
    'TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType',
    ...[...METRIC, 'Period', 'Statistic', 'Unit'].map((name) => `${CUSTOM}.${name}`),
    ...['Expression', 'Id', 'Label', 'Period', 'ReturnData'].map((name) => `${QUERY}.${name}`),
    ...['Period', 'Stat', 'Unit'].map((name) => `${QUERY}.MetricStat.${name}`),
    ...METRIC.map((name) => `${QUERY}.MetricStat.Metric.${name}`),
  ],
  attributes: ['Arn', 'PolicyName'],
  replaceOn: ['AutoScalingGroupName', 'PolicyType'],

  create: (properties, context) => put(context.generatedName(MAX_NAME_LENGTH), properties, context),

  update: (arn, properties, _previous, context) => put(arn.replace(/^.*:policyName\//, ''), properties, context),

  async delete(PolicyName, properties, context) {
    const AutoScalingGroupName = new PropertyValues(properties).requiredText('AutoScalingGroupName');
    await call(context, 'DeletePolicy', { AutoScalingGroupName, PolicyName });
  },
};

async function put(PolicyName: string, properties: Properties, context: DeployContext): Promise<CreatedResource> {
  const values = new PropertyValues(properties);
  const input = present({
    PolicyName,
    ...Object.fromEntries(TEXTS.map((name) => [name, values.text(name)])),
    ...Object.fromEntries(NUMBERS.map((name) => [name, values.number(name)])),
    StepAdjustments: values
      .groups('StepAdjustments')
      ?.map((step) => present(Object.fromEntries(STEP.map((name) => [name, step.number(name)])))),
    TargetTrackingConfiguration: tracking(values.group('TargetTrackingConfiguration')),
  });
  const { PolicyARN } = await call<{ PolicyARN: string }>(context, 'PutScalingPolicy', input);
  return { physicalId: PolicyARN, attributes: { Arn: PolicyARN, PolicyName } };
}

function tracking(values: PropertyValues | undefined): object | undefined {
  if (values === undefined) return undefined;
  const custom = values.group('CustomizedMetricSpecification');
  const predefined = values.group('PredefinedMetricSpecification');
  return present({
    TargetValue: values.number('TargetValue'),
    DisableScaleIn: values.flag('DisableScaleIn'),
    PredefinedMetricSpecification: predefined && { PredefinedMetricType: predefined.text('PredefinedMetricType') },
    CustomizedMetricSpecification:
      custom &&
      present({
        ...metric(custom),
        Period: custom.number('Period'),
        Statistic: custom.text('Statistic'),
        Unit: custom.text('Unit'),
        Metrics: custom.groups('Metrics')?.map(query),
      }),
  });
}

function query(values: PropertyValues): object {
  const stat = values.group('MetricStat');
  return present({
    Id: values.requiredText('Id'),
    Expression: values.text('Expression'),
    Label: values.text('Label'),
    Period: values.number('Period'),
    ReturnData: values.flag('ReturnData'),
    MetricStat:
      stat &&
      present({
        Metric: metric(stat.requiredGroup('Metric')),
        Period: stat.number('Period'),
        Stat: stat.requiredText('Stat'),
        Unit: stat.text('Unit'),
      }),
  });
}

function metric(values: PropertyValues): Record<string, unknown> {
  return present({
    Namespace: values.text('Namespace'),
    MetricName: values.text('MetricName'),
    Dimensions: values
      .groups('Dimensions')
      ?.map((dimension) => ({ Name: dimension.text('Name'), Value: dimension.text('Value') })),
  });
}
