import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { root, Workplace } from '../../command';

const place = new Workplace();
afterAll(() => place.remove());

const clientOf = (output: string) => {
  const endpoint = /ENDPOINT=(http:[\d/.:]+)/.exec(output)?.[1] ?? '';
  return {
    QueueUrl: `${endpoint}/111122223333/orders`,
    client: (accessKeyId: string) =>
      new SQSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'local' } }),
  };
};

test('without a terminal: lines to type, and what happens to the messages, denials with their reason', async () => {
  const command = place.start(['spillway', 'labs', 'board', 'cross-account', '--by-hand']);
  await command.until('What happens to the messages:');
  const { QueueUrl, client } = clientOf(command.stdout);
  await client('111122223333').send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  await client('111122223333').send(new ReceiveMessageCommand({ QueueUrl }));
  await command.until('ReceiveMessage)');
  const denied = client('444455556666').send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  await expect(denied).rejects.toThrow('not authorized');
  await command.until('denied: ');
  expect(command.stdout).toMatch(/orders {2}hello {2}receive 1 \(ReceiveMessage\)/);
  command.interrupt();
  const { code } = await command.ended;
  expect({ code, left: place.leftovers() }).toEqual({ code: 0, left: [] });
}, 60_000);

test('on a terminal: what is sent by hand lies on the board, and a long poll comes to its end in real time', async () => {
  const bootstrap = join(root, 'bin', 'bootstrap.mjs');
  const args = [bootstrap, 'labs', 'board', 'cross-account', '--by-hand', '--dir', place.path('labs')];
  const command = place.runOnTerminal(process.execPath, args);
  await command.until('ENDPOINT=http:');
  const { QueueUrl, client } = clientOf(command.stdout);
  const sqs = client('111122223333');
  const poll = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
  expect(poll.Messages ?? []).toEqual([]);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  await command.until('Visible 1');
  await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await command.until('In flight 1');
  command.type('cp30j');
  await command.until('its visibility timeout is over');
  command.type('q');
  const { code } = await command.ended;
  expect({ code, left: place.leftovers() }).toEqual({ code: 0, left: [] });
}, 60_000);
