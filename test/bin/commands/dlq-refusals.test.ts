import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { HttpResponse } from '@smithy/core/protocols';
import { describeFailure } from '../../../bin/commands/dlq/failure';
import { rememberRequests } from '../../../bin/commands/dlq/requests';
import { sqsPort } from '../../../consumer/adapters/sqs-port';

const url = 'https://sqs.eu-west-1.amazonaws.com/444455556666/orders-dlq';

/** A client to which AWS answers with an error. */
function refusing(code: string, message: string): SQSClient {
  const client = new SQSClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    requestHandler: {
      handle: async () => ({
        response: new HttpResponse({
          statusCode: 403,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: Buffer.from(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message })),
        }),
      }),
    },
  });
  rememberRequests(client, 'sqs');
  return client;
}

async function textOf(code: string, message: string): Promise<string | undefined> {
  const request = refusing(code, message).send(new ReceiveMessageCommand({ QueueUrl: url }));
  return describeFailure(await request.catch((error) => error));
}

test('a refusal that names no action gets the request that was refused', async () => {
  const message = 'Access to the resource https://sqs.eu-west-1.amazonaws.com/ is denied.';
  expect(await textOf('AccessDeniedException', message)).toBe(
    `AccessDeniedException: ${message} The request was sqs:ReceiveMessage on ${url}: the permission for it is missing.`,
  );
});

test('so does one that the engine’s port has passed on, a batch as the action of a policy', async () => {
  const port = sqsPort(() => refusing('AccessDeniedException', 'Access to the resource is denied.'));
  const error = await port.deleteBatch(url, [{ id: '0', receiptHandle: 'r' }]).catch((each) => each);
  expect(describeFailure(error)).toContain(`The request was sqs:DeleteMessage on ${url}: the permission`);
});

test('a refusal that names the action is left as AWS says it', async () => {
  const message = 'User: x is not authorized to perform: sqs:receivemessage on resource: y because no policy allows it';
  expect(await textOf('AccessDeniedException', message)).toBe(`AccessDeniedException: ${message}`);
});

test('a queue that is not there may be somewhere else', async () => {
  expect(await textOf('QueueDoesNotExist', 'The specified queue does not exist.')).toBe(
    "QueueDoesNotExist: The specified queue does not exist. It was looked for in eu-west-1: '--region' and '--profile' name another place.",
  );
});

test.each(['InvalidClientTokenId', 'ExpiredToken', 'SignatureDoesNotMatch', 'UnrecognizedClientException'])(
  '%s says that the credentials are not taken',
  async (code) => {
    expect(await textOf(code, 'The security token is invalid')).toBe(
      `${code}: The security token is invalid. AWS does not take these credentials: sign in again, or name others with '--profile' or AWS_PROFILE.`,
    );
  },
);
