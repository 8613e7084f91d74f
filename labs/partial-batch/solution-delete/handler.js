// The code of the function. It goes into the template as it is: JavaScript, as a CommonJS module.

const { DeleteMessageBatchCommand, SQSClient } = require('@aws-sdk/client-sqs');

const sqs = new SQSClient({});

/** Deletes what is done by itself, in one request, and fails the rest of the batch. */
exports.handler = async ({ Records }) => {
  const done = [];
  const problems = [];
  for (const record of Records) {
    try {
      await ship(record.body);
      done.push(record);
    } catch (error) {
      problems.push(error.message);
    }
  }
  if (problems.length === 0) return;
  await deleteBatch(done);
  throw new Error(problems.join(', '));
};

async function deleteBatch(records) {
  if (records.length === 0) return;
  const { Failed = [] } = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: process.env.QUEUE_URL,
      Entries: records.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle })),
    }),
  );
  // The request succeeds when entries fail: whoever does not look ships those orders again.
  for (const { Id, Message } of Failed) console.error(`${records[Id].body} could not be deleted: ${Message}`);
}

/** Stands for the printer of labels. Order 4 has no address, however often it is tried. */
async function ship(order) {
  console.log(`tried ${order}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (order === 'order 4') throw new Error(`${order} has no address`);
  console.log(`shipped ${order}`);
}
