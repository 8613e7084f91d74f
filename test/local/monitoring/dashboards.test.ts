import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { LocalCloud } from '../../../local';

let cloud: LocalCloud;
let cloudWatch: CloudWatchClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  cloudWatch = cloud.client(CloudWatchClient);
});
afterEach(() => cloud.stop());

const body = (...texts: string[]) =>
  JSON.stringify({ widgets: texts.map((markdown) => ({ type: 'text', properties: { markdown } })) });
const put = (DashboardName: string, DashboardBody = body('hello')) =>
  cloudWatch.send(new PutDashboardCommand({ DashboardName, DashboardBody }));
const names = async (client = cloudWatch, DashboardNamePrefix?: string) =>
  (await client.send(new ListDashboardsCommand({ DashboardNamePrefix }))).DashboardEntries?.map(
    ({ DashboardName }) => DashboardName,
  );

test('a dashboard is returned as it was put, and putting it again replaces it', async () => {
  await put('queues');
  await put('queues', body('one', 'two'));
  expect(await cloudWatch.send(new GetDashboardCommand({ DashboardName: 'queues' }))).toMatchObject({
    DashboardArn: 'arn:aws:cloudwatch::111122223333:dashboard/queues',
    DashboardBody: body('one', 'two'),
  });
  const { DashboardEntries } = await cloudWatch.send(new ListDashboardsCommand({}));
  expect(DashboardEntries).toMatchObject([
    { DashboardName: 'queues', Size: body('one', 'two').length, LastModified: new Date(cloud.now()) },
  ]);
});

test('dashboards are of an account and of all its regions', async () => {
  await put('b');
  await put('a');
  expect(await names(cloud.client(CloudWatchClient, { region: 'eu-west-1' }))).toEqual(['a', 'b']);
  expect(await names(cloud.client(CloudWatchClient, { account: '444455556666' }))).toEqual([]);
  expect(await names(cloudWatch, 'b')).toEqual(['b']);
});

test('deleting is all or nothing', async () => {
  await put('a');
  const remove = (...DashboardNames: string[]) => cloudWatch.send(new DeleteDashboardsCommand({ DashboardNames }));
  await expect(remove('a', 'none')).rejects.toMatchObject({
    name: expect.stringMatching(/^(DashboardNotFoundError|ResourceNotFound)$/),
    message: 'Dashboard none does not exist',
  });
  expect(await names()).toEqual(['a']);
  await remove('a');
  expect(await names()).toEqual([]);
});

test.each([
  ['no JSON', 'ok', '{', /DashboardBody must be a valid JSON object/],
  ['no widgets', 'ok', '{}', /with a list of widgets/],
  ['a widget without a type', 'ok', '{"widgets":[{"properties":{}}]}', /Widget 0 \(\/widgets\/0\) must have a type/],
  ['too many', 'ok', body(...Array.from({ length: 501 }, () => 'x')), /at most 500 widgets, got 501/],
  ['a name with a space', 'not ok', body(), /The value not ok for field DashboardName is invalid/],
])('%s is refused', async (_what, name, text, message) => {
  await expect(put(name, text)).rejects.toMatchObject({ message: expect.stringMatching(message) });
  expect(await names()).toEqual([]);
});
