import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
} from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LocalCloud } from '../../../local/local-cloud';

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});
afterEach(() => cloud.stop());
const deploy = (Resources: object, Outputs?: object) =>
  cloud.cloudFormation.deployTemplate({ Resources, Outputs }, { stackName: 'Watch' });

describe('AWS::Logs::LogGroup', () => {
  const groups = async () =>
    (await cloud.client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({}))).logGroups ?? [];
  const group = (properties: object) => ({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/worker', ...properties },
  });

  it('keeps its events as long as it says, and for ever when it says nothing', async () => {
    const arn = { Arn: { Value: { 'Fn::GetAtt': ['Group', 'Arn'] } } };
    const { outputs } = await deploy({ Group: group({ RetentionInDays: 7 }) }, arn);
    expect(outputs['Arn']).toBe('arn:aws:logs:us-east-1:111122223333:log-group:/worker:*');
    expect(await groups()).toMatchObject([{ logGroupName: '/worker', retentionInDays: 7 }]);
    await deploy({ Group: group({}) });
    expect((await groups())[0]?.retentionInDays).toBeUndefined();
    await cloud.cloudFormation.deleteStack('Watch');
    expect(await groups()).toEqual([]);
  });

  it('is not left behind when its retention is refused', async () => {
    await expect(deploy({ Group: group({ RetentionInDays: 8 }) })).rejects.toThrow(/Group .* CREATE_FAILED/);
    expect(await groups()).toEqual([]);
  });
});

describe('AWS::CloudWatch::Alarm', () => {
  const alarms = async () =>
    (await cloud.client(CloudWatchClient).send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];
  const alarm = (properties: object = {}) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Dead', 'QueueName'] } }],
      EvaluationPeriods: 1,
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Namespace: 'AWS/SQS',
      Period: 60,
      Statistic: 'Maximum',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      ...properties,
    },
  });
  const Dead = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } };

  it('watches the metric that it names, and is changed in place', async () => {
    const { resources } = await deploy({ Dead, Alarm: alarm() });
    expect(await alarms()).toMatchObject([
      { MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: [{ Name: 'QueueName', Value: 'dead' }] },
    ]);
    await deploy({ Dead, Alarm: alarm({ Threshold: 10 }) });
    expect(await alarms()).toMatchObject([{ AlarmName: resources[1]?.physicalId, Threshold: 10 }]);
    await deploy({ Dead });
    expect(await alarms()).toEqual([]);
  });

  it('does not take over an alarm that exists under its name', async () => {
    await deploy({ Dead, Alarm: alarm({ AlarmName: 'dead-letters' }) });
    const second = cloud.cloudFormation.deployTemplate(
      { Resources: { Dead: { Type: 'AWS::SQS::Queue' }, Alarm: alarm({ AlarmName: 'dead-letters', Threshold: 9 }) } },
      { stackName: 'Second' },
    );
    await expect(second).rejects.toThrow('dead-letters already exists');
    expect(await alarms()).toMatchObject([{ AlarmName: 'dead-letters', Threshold: 1 }]);
  });

  it('watches an expression over metrics', async () => {
    const metricStat = (name: string) => ({
      Metric: {
        Namespace: 'AWS/SQS',
        MetricName: name,
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Dead', 'QueueName'] } }],
      },
      Period: 60,
      Stat: 'Maximum',
    });
    const Properties = {
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
      Metrics: [
        { Id: 'all', Expression: 'FILL(waiting, 0) + FILL(inFlight, 0)', Label: 'Outstanding' },
        { Id: 'waiting', MetricStat: metricStat('ApproximateNumberOfMessagesVisible'), ReturnData: false },
        { Id: 'inFlight', MetricStat: metricStat('ApproximateNumberOfMessagesNotVisible'), ReturnData: false },
      ],
      Threshold: 10,
    };
    await deploy({ Dead, Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties } });
    const [found] = await alarms();
    expect(found?.Metrics).toMatchObject([
      { Id: 'all', Expression: 'FILL(waiting, 0) + FILL(inFlight, 0)', Label: 'Outstanding', ReturnData: true },
      { Id: 'waiting', MetricStat: { Metric: { Dimensions: [{ Name: 'QueueName', Value: 'dead' }] }, Period: 60 } },
      { Id: 'inFlight', MetricStat: { Stat: 'Maximum' }, ReturnData: false },
    ]);
    await deploy({ Dead, Alarm: alarm() });
    expect((await alarms())[0]?.Metrics).toBeUndefined();
  });
});

describe('AWS::CloudWatch::Dashboard', () => {
  const dashboards = async () =>
    (await cloud.client(CloudWatchClient).send(new ListDashboardsCommand({}))).DashboardEntries ?? [];
  const dashboard = (markdown: string, properties: object = {}) => ({
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: {
      DashboardBody: JSON.stringify({ widgets: [{ type: 'text', properties: { markdown } }] }),
      ...properties,
    },
  });

  it('is created under a name of its own, changed in place and deleted', async () => {
    const name = { Name: { Value: { Ref: 'Board' } } };
    const { outputs } = await deploy({ Board: dashboard('short') }, name);
    expect(await dashboards()).toMatchObject([{ DashboardName: outputs['Name'] }]);
    await deploy({ Board: dashboard('a longer text') }, name);
    const [changed, ...others] = await dashboards();
    expect(others).toEqual([]);
    const { DashboardBody } = await cloud
      .client(CloudWatchClient)
      .send(new GetDashboardCommand({ DashboardName: changed?.DashboardName }));
    expect(DashboardBody).toContain('a longer text');
    await cloud.cloudFormation.deleteStack('Watch');
    expect(await dashboards()).toEqual([]);
  });

  it('does not take over a dashboard that exists under its name', async () => {
    await deploy({ Board: dashboard('mine', { DashboardName: 'board' }) });
    const second = cloud.cloudFormation.deployTemplate(
      { Resources: { Board: dashboard('theirs', { DashboardName: 'board' }) } },
      { stackName: 'Second' },
    );
    await expect(second).rejects.toThrow('board already exists');
  });
});
