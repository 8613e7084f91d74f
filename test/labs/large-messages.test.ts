import { largeMessages } from '../../labs/large-messages/lab';
import { type Change, failuresWith } from './failures-with';

const producer = (part: string, ...changes: readonly Change[]) =>
  failuresWith(largeMessages, part, 'producer.ts', ...changes);

const fits = 'Each invoice that fits into a message is printed';
const large = 'Each invoice that is too large for a message is printed whole';
const failed = 'What SQS did not take from a batch is sent again';
const send = /await sqs\.send\(new SendMessageBatchCommand\(.*\)\);/;

test('an error that is caught and dropped loses what it was about', async () => {
  expect(await producer('start', [send, 'try { $& } catch {}'])).toEqual([
    expect.stringMatching(`^${fits}: not printed as sent: 11, 12, 13, 14, 15, 16, 20\n.*BatchRequestTooLong`),
    expect.stringMatching(`^${large}: not printed as sent: 17, 18, 19\n.*BatchRequestTooLong`),
    `${failed}: invoice 4 was in Failed, and never printed`,
  ]);
});

test.each([
  ['characters, where a character may have two bytes', '(MessageBody + attributes.join("")).length'],
  ['the body without the attributes', 'Buffer.byteLength(MessageBody)'],
])('a size that counts %s is refused', async (_, size) => {
  const failures = await producer('solution', [/Buffer\.byteLength\(MessageBody \+ attributes\.join\(''\)\)/, size]);
  expect(failures.find((failure) => failure.startsWith(large))).toMatch(/SendMessageBatch of .* was refused/);
});

test('a whole batch that is sent again because of one entry is printed twice', async () => {
  const failures = await producer('solution', [/left = left\.filter\(.*\);/, 'if (Failed.length === 0) return;']);
  expect(failures).toEqual(['No invoice is printed twice: twice: 1, 2, 3, 5, 6, 7, 8, 9, 10']);
});

test('one key for all texts leaves the last one', async () => {
  const [failure] = await producer(
    'solution',
    ['Key: invoice.number', "Key: 'invoice'"],
    [/`s3:\$\{invoice\.number\}`/, "'s3:invoice'"],
  );
  expect(failure).toMatch(/^Each invoice that is too large .*\ninvoice 17: the printer got the text of invoice 19/);
});

test('texts that are cut to 256 KB are not whole', async () => {
  const [failure] = await producer('solution-one-by-one', [
    /large \? `s3:\$\{number\}` : text/,
    'text.slice(0, 262_144)',
  ]);
  expect(failure).toMatch(/invoice 18: the printer got 262,144 characters in place of its 640,0/);
});

test('what is too large is too large every time', async () => {
  const failures = await producer('start', [
    send,
    'for (;;) try { $& break; } catch { await new Promise((done) => setTimeout(done, 1_000)); }',
  ]);
  expect(failures.at(-1)).toMatch(/^A request that is too large is not sent again as it was: \d+ times again/);
});
