import { mkdirSync, writeFileSync } from 'node:fs';
import { call, performLine, request, type Variables } from './aws-cli';
import { type Command, Workplace } from './command';

const workplace = new Workplace();
afterAll(() => workplace.remove());

/** What the command tells a person to set. */
const printedVariables = ({ stdout }: Command): Variables =>
  Object.fromEntries([...stdout.matchAll(/^ {2}export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]));

/** What the command tells a person to try. */
const printedLines = ({ stdout }: Command): readonly string[] =>
  [...stdout.matchAll(/^ {2}(aws \S+ .+)$/gm)].map(([, line = '']) => line);

/** Performs a line until what it says contains `text`: the cloud's clock is real here. */
async function until(text: string, perform: () => Promise<string>): Promise<string> {
  for (;;) {
    const said = await perform();
    if (said.includes(text)) return said;
  }
}

test('without --once the cloud stays up: the printed lines work, and Ctrl-C ends it with exit code 0', async () => {
  mkdirSync(workplace.path('files'));
  writeFileSync(workplace.path('files', 'orders.csv'), 'id,total\n1,20\n');
  writeFileSync(workplace.path('README.md'), '# Hello\n');
  const command = workplace.start(['start', '--upload', 'files', '--port', '0']);
  await command.until('The queue is drained.');
  expect(command.stdout).toMatch(/catalogued +1 document$/m);

  const variables = printedVariables(command);
  expect(Object.keys(variables)).toEqual(['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
  const [listQueues = '', receive = '', upload = '', list = '', filterLog = ''] = printedLines(command);
  const perform = (line: string): Promise<string> => performLine(line, variables, workplace.directory);

  const [, QueueUrl = 'none'] = /--queue-url (\S+)/.exec(receive) ?? [];
  expect(await perform(listQueues)).toContain(QueueUrl);

  // A dead letter takes a minute of real time to come about; this one is sent there.
  await request(variables, 'sqs', '', call('AmazonSQS.SendMessage', { QueueUrl, MessageBody: 'a dead letter' }));
  expect(await perform(receive)).toContain('a dead letter');

  await perform(upload);
  expect(await until('README.md.json', () => perform(list))).toContain('orders.csv.json');

  const [, bucket] = /s3:\/\/([^/]+)\//.exec(upload) ?? [];
  await request(variables, 's3', `${bucket}/broken.json`, { method: 'PUT', body: '{' });
  expect(await until('JSON does not parse', () => perform(filterLog))).toContain(
    'it ends before its value is complete',
  );

  command.interrupt();
  const { code, milliseconds } = await command.ended;
  expect(code).toBe(0);
  expect(milliseconds).toBeLessThan(2_000);
  expect(workplace.leftovers()).toEqual([]);
}, 60_000);
