import { LABS } from '../../labs/catalogue';
import { labFolder } from '../../labs/runner/folders';
import { dollars, estimate } from '../../labs/target/estimate';
import { obstacle } from '../../labs/target/obstacle';
import { PRICES } from '../../labs/target/prices';
import { type Rehearsal, rehearse } from '../../labs/target/rehearsal';
import { tableUnder } from '../docs/page';

const labOf = (slug: string) => {
  const lab = LABS.find((candidate) => candidate.slug === slug);
  if (lab === undefined) throw new Error(`There is no lab ${slug}.`);
  return lab;
};
const rehearsalOf = (slug: string) => rehearse(labOf(slug), labFolder(slug, 'start'));

test('a rehearsal tells how long the story takes, what it asks AWS for and what the stack makes', async () => {
  const { report, seconds, requests, otherAccounts, resources } = await rehearsalOf('receive-and-delete');
  expect(report.passed).toBe(false);
  expect({ seconds, otherAccounts, resources }).toEqual({
    seconds: 300,
    otherAccounts: [],
    resources: ['AWS::SQS::Queue'],
  });
  expect(Object.keys(requests)).toEqual(['sqs']);
});

test.each([
  ['receive-and-delete', undefined],
  ['bucket-notifications', undefined],
  ['dead-letter-retention', /its story takes 10 days, and AWS's time cannot be moved/],
  ['cross-account', /credentials of one account/],
])('%s in an account: %s', async (slug, reason) => {
  const found = obstacle(labOf(slug), await rehearsalOf(slug));
  if (reason === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(reason);
});

test('a story that needs other accounts cannot be played in one, unless the lab says what is left out', async () => {
  const lab = labOf('bucket-notifications');
  const rehearsal = await rehearsalOf('bucket-notifications');
  expect(rehearsal.otherAccounts).toEqual(['999988887777']);
  expect(obstacle({ ...lab, inAccount: undefined }, rehearsal)).toMatch(/clients of the accounts 999988887777 as well/);
});

const idle: Rehearsal = {
  report: { passed: true, told: [], results: [] },
  seconds: 3_600,
  requests: {},
  otherAccounts: [],
  resources: [],
  gigabyteSeconds: 0,
};

test('the estimate counts twice what was asked, each function run until its timeout, and what stays by the hour', () => {
  const busy = { ...idle, requests: { sqs: 1_000_000, invocation: 1_000 }, gigabyteSeconds: 30 };
  const { run, hour } = estimate({ ...busy, resources: ['AWS::SQS::Queue', 'AWS::KMS::Key'] });
  // A key: each request may ask KMS for it.
  const requests = 2_000_000 * PRICES.sqsRequest + 2_000_000 * PRICES.kmsRequest;
  const functions = 2_000 * (PRICES.invocation + 30 * PRICES.gigabyteSecond) + 0.02 * PRICES.logGigabyte;
  expect(hour).toBeCloseTo(1 / 730, 6);
  expect(run).toBeCloseTo(requests + functions + 1 / 730, 6);
  expect(estimate(idle)).toMatchObject({ run: 0, hour: 0, unpriced: [] });
});

test('what has no known price is named, and amounts are rounded up', () => {
  expect(estimate({ ...idle, resources: ['AWS::EC2::Instance', 'AWS::SQS::Queue'] }).unpriced).toEqual([
    'AWS::EC2::Instance',
  ]);
  expect([0, 0.000_001, 0.01, 0.011, 1.2].map(dollars)).toEqual(['$0', 'less than $0.01', '$0.01', '$0.02', '$1.20']);
});

test('the prices are those of the page', () => {
  const onPage = new Map(
    tableUnder('docs/costs.md', 'Prices').map((row) => {
      const [what = '', price = ''] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const [, amount = '', per = ''] = /^\$([\d.]+) (?:a|an|for) ([\w,-]+)/.exec(price) ?? [];
      const units: Readonly<Record<string, number>> = { million: 1e6, '10,000': 1e4, '1,000': 1e3 };
      return [what, Number(amount) / (units[per] ?? 1)] as const;
    }),
  );
  const priceOf = (what: string) => onPage.get(what) ?? Number.NaN;
  expect(PRICES).toEqual({
    sqsRequest: priceOf('request to a FIFO queue, each 64 KB of payload'),
    snsRequest: priceOf('publish to a standard topic, each 64 KB'),
    s3Request: priceOf('request to S3 that writes or lists'),
    kmsRequest: priceOf('request to KMS'),
    invocation: priceOf('invocation of a function'),
    gigabyteSecond: priceOf('duration of an invocation, x86'),
    logGigabyte: priceOf('log that is written'),
    alarmMonth: priceOf('alarm, each metric in it'),
    dashboardMonth: priceOf('dashboard after the third'),
    keyMonth: priceOf('customer managed key'),
  });
});
