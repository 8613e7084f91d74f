// The code of the function. It goes into the template as it is: JavaScript, as a CommonJS module.

exports.handler = async ({ Records }) => {
  const failed = [];
  for (const { body, messageId } of Records) {
    try {
      await ship(body);
    } catch (error) {
      console.error(error.message);
      failed.push(messageId);
    }
  }
  // Only these come back, because the event source mapping has ReportBatchItemFailures.
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};

/** Stands for the printer of labels. Order 4 has no address, however often it is tried. */
async function ship(order) {
  console.log(`tried ${order}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (order === 'order 4') throw new Error(`${order} has no address`);
  console.log(`shipped ${order}`);
}
