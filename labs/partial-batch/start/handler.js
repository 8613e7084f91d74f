// The code of the function. It goes into the template as it is: JavaScript, as a CommonJS module.

exports.handler = async ({ Records }) => {
  // TODO(lab): one order of the batch cannot be shipped. What becomes of the others?
  for (const { body } of Records) await ship(body);
};

/** Stands for the printer of labels. Order 4 has no address, however often it is tried. */
async function ship(order) {
  console.log(`tried ${order}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (order === 'order 4') throw new Error(`${order} has no address`);
  console.log(`shipped ${order}`);
}
