// The code of the function. It goes into the template as it is: JavaScript, as a CommonJS module.

exports.handler = async ({ Records }) => {
  await book(Records);
};

/** Stands for the bank: 40 seconds, for one payment or for ten. It hangs up on the first try of payment 9. */
async function book(records) {
  for (const { body, attributes } of records) {
    if (body === 'payment 9' && attributes.ApproximateReceiveCount === '1') throw new Error('the bank hung up');
  }
  await new Promise((resolve) => setTimeout(resolve, 40_000));
  for (const { body } of records) console.log(`booked ${body}`);
}
