import { confusedDeputy } from '../../labs/confused-deputy/lab';
import { type Change, failuresWith } from './failures-with';

const OWN = 'The events of your bucket arrive';
const STRANGER = 'The bucket of a stranger cannot send to the queue';
const SCRATCH = 'Another bucket of your account cannot send to the queue';
const TAKEN_OVER = 'Whoever takes over the name of your bucket cannot send to the queue';
const DIRECT = 'A stranger cannot send to the queue himself';

const failures = (part: string, ...changes: readonly Change[]) =>
  failuresWith(confusedDeputy, part, 'stack.ts', ...changes);

test('aws:SourceArn alone lets in whoever takes over the name of the bucket', async () => {
  expect(await failures('solution', [/StringEquals: .*\n/, '\n'])).toEqual([
    `${TAKEN_OVER}: S3 took the notification, and the queue has s3:TestEvent, ObjectCreated:Put`,
  ]);
});

test('aws:SourceAccount alone lets in the other buckets of the account', async () => {
  expect(await failures('solution', [/ArnLike: .*\n/, '\n'])).toEqual([
    `${SCRATCH}: S3 took the notification, and the queue has s3:TestEvent, ObjectCreated:Put`,
  ]);
});

test('the ARN of another bucket keeps the own events out, and the condition is named with both values', async () => {
  const [own, ...others] = await failures('solution', ['bucket.attrArn', "'arn:aws:s3:::invoices'"]);
  expect(own).toContain(OWN);
  expect(own).toContain('ArnLike aws:SourceArn wants arn:aws:s3:::invoices, got arn:aws:s3:::invoices-of-the-lab');
  expect(others).toEqual([]);
});

test('an ARN that every bucket matches is no condition', async () => {
  expect(await failures('solution', ['bucket.attrArn', "'arn:aws:s3:::*'"])).toEqual([
    expect.stringContaining(SCRATCH),
  ]);
});

test('another service in place of S3 keeps everything out', async () => {
  const [own] = await failures('solution', ["'s3.amazonaws.com'", "'sns.amazonaws.com'"]);
  expect(own).toContain('Principal wants Service sns.amazonaws.com, got service s3.amazonaws.com');
});

test("Principal '*' lets a stranger send himself as well", async () => {
  const failed = await failures(
    'start',
    ["new ServicePrincipal('s3.amazonaws.com')", 'new StarPrincipal()'],
    ['PolicyStatement, ', 'PolicyStatement, StarPrincipal, '],
  );
  expect(failed.map((failure) => failure.split(':')[0])).toEqual([STRANGER, SCRATCH, TAKEN_OVER, DIRECT]);
});

test('both conditions in one Deny let in a stranger who meets one of them', async () => {
  const failed = await failures('solution-deny', [
    /fromS3\(\{ effect: Effect\.DENY.*\n *fromS3\(.*\n/,
    "fromS3({ effect: Effect.DENY, conditions: { ArnNotEquals: { 'aws:SourceArn': bucket.attrArn }, StringNotEquals: { 'aws:SourceAccount': this.account } } });\n",
  ]);
  expect(failed.map((failure) => failure.split(':')[0])).toEqual([SCRATCH, TAKEN_OVER]);
});
