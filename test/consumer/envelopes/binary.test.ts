import { binary, createProducer } from '../../../consumer';
import { handleBodies, InMemoryPort } from '../../../consumer/testing';

async function open(body: string) {
  const seen: Uint8Array[] = [];
  const { messages } = await handleBodies({ envelope: binary(), process: (bytes) => void seen.push(bytes) }, [body]);
  return { bytes: seen.map((bytes) => [...bytes]), message: messages[0] };
}

describe('a binary body', () => {
  test.each([
    ['AQL/', [1, 2, 255]],
    ['AQI=', [1, 2]],
    ['AQ==', [1]],
    ['AQI', [1, 2]],
    ['AQ\r\nL/\n', [1, 2, 255]],
  ])('%j is its bytes', async (body, bytes) => {
    expect((await open(body)).bytes).toEqual([bytes]);
  });

  test.each([
    ['AQ-_', /"-" at 2 is not one of its characters/],
    ['{"a":1}', /"\{" at 0/],
    ['AQ=L', /"=" at 2/],
    ['AQ🚀', /"🚀" at 2/],
    ['AQLAA', /5 characters are no whole number of bytes/],
    ['AQI==', /5 characters are no whole number/],
  ])('%j is a permanent failure with the reason', async (body, reason) => {
    const { bytes, message } = await open(body);

    expect(bytes).toEqual([]);
    expect(message).toMatchObject({ outcome: 'deadLetter', reason: expect.stringMatching(reason) });
  });

  test('comes back as the producer was given it', async () => {
    const port = new InMemoryPort();
    const url = 'https://sqs.us-east-1.amazonaws.com/111122223333/bytes';
    const bytes = Array.from({ length: 256 }, (_, byte) => byte);

    await createProducer<Uint8Array>({ queueUrl: url, port, format: 'binary' }).send(new Uint8Array(bytes));

    expect((await open(port.queue(url).messages[0]?.body ?? '')).bytes).toEqual([bytes]);
  });
});
