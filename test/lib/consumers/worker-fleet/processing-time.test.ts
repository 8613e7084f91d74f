import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CfnOutput } from 'aws-cdk-lib';
import { LocalCloud } from '../../../../local';
import { newApp, newStack } from '../../synthesis';
import { fleet } from './fleet';

const MINUTE = 60_000;

let assembly: string;
let cloud: LocalCloud;
let logGroupName: string;
let alarmName: string;

beforeAll(() => {
  const app = newApp();
  const stack = newStack({}, app);
  // 30 seconds a message, as it is said.
  const { alarms, logGroup } = fleet(stack);
  new CfnOutput(stack, 'Alarm', { value: alarms?.processingTime.alarmName ?? '' });
  new CfnOutput(stack, 'Log', { value: logGroup.logGroupName });
  assembly = app.synth().directory;
});

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  const [deployed] = await cloud.deploy(assembly);
  logGroupName = deployed?.outputs['Log'] ?? '';
  alarmName = deployed?.outputs['Alarm'] ?? '';
  await cloud.client(CloudWatchLogsClient).send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'i-1' }));
});
afterEach(() => cloud.stop());

/** @returns the alarm's state after so many hours in which an instance logs a few messages every ten minutes */
async function after(hours: number, everyTenMinutes: number, processingMs: number): Promise<string | undefined> {
  const logs = cloud.client(CloudWatchLogsClient);
  for (let n = 0; n < 6 * hours; n += 1) {
    await cloud.advance(10 * MINUTE);
    const line = JSON.stringify({ level: 'INFO', message: 'message completed', outcome: 'ack', processingMs });
    const logEvents = Array.from({ length: everyTenMinutes }, () => ({ timestamp: cloud.now(), message: line }));
    if (logEvents.length > 0) {
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'i-1', logEvents }));
    }
  }
  const command = new DescribeAlarmsCommand({ AlarmNames: [alarmName] });
  const { MetricAlarms: [alarm] = [] } = await cloud.client(CloudWatchClient).send(command);
  return alarm?.StateValue;
}

test.each([
  ['are as long as is said', 5, 30_000, 'OK'],
  ['are a bit longer', 5, 50_000, 'OK'],
  ['take three times as long', 5, 90_000, 'ALARM'],
  ['take a third of it', 5, 10_000, 'ALARM'],
  ['take no time at all', 5, 0, 'ALARM'],
  ['take three times as long, but are few', 2, 90_000, 'OK'],
])(
  'messages that %s for hours, %i in ten minutes of %i ms each: %s',
  async (_name, everyTenMinutes, processingMs, state) => {
    expect(await after(5, everyTenMinutes, processingMs)).toBe(state);
  },
);

test('an hour of slow messages is none to be told of, and a fleet without messages neither', async () => {
  expect(await after(2, 0, 0)).toBe('OK');
  expect(await after(1, 5, 300_000)).toBe('OK');
  expect(await after(4, 5, 30_000)).toBe('OK');
});

test('once messages take what is said, the alarm is over', async () => {
  expect(await after(5, 5, 90_000)).toBe('ALARM');
  expect(await after(3, 5, 30_000)).toBe('OK');
});
