import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Workplace } from '../command';

const place = new Workplace();
afterAll(() => place.remove());

test('a copy in real time: lines to type, and what happens to the messages, denials with their reason', async () => {
  const command = place.start(['spillway', 'labs', 'try', 'cross-account', '--port', '0']);
  await command.until('What happens to the messages:');
  const endpoint = /--endpoint-url (\S+)/.exec(command.stdout)?.[1] ?? '';
  const QueueUrl = `${endpoint}/111122223333/orders`;
  const client = (accessKeyId: string) =>
    new SQSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'local' } });
  await client('111122223333').send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  await client('111122223333').send(new ReceiveMessageCommand({ QueueUrl }));
  await command.until('receives: 1');
  const denied = client('444455556666').send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  await expect(denied).rejects.toThrow('not authorized');
  await command.until('denied: ');
  expect(command.stdout).toMatch(/orders {2}received {2}message [\da-f]{8}, receives: 1/);
  command.interrupt();
  const { code } = await command.ended;
  expect({ code, left: place.leftovers() }).toEqual({ code: 0, left: [] });
}, 60_000);
