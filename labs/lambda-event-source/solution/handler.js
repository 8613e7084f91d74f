// The code of the function. It goes into the template as it is: JavaScript, as a CommonJS module.

/** Books all the payments that Lambda hands over, in one go. */
exports.handler = async ({ Records }) => {
  await bank(Records);
  for (const { body } of Records) console.log(`booked ${body}`);
};

/** Stands for the bank: 40 seconds, for one payment or for ten. It hangs up on the first try of payment 9. */
async function bank(records) {
  for (const { body, attributes } of records) {
    if (body === 'payment 9' && attributes.ApproximateReceiveCount === '1') throw new Error('the bank hung up');
  }
  await new Promise((resolve) => setTimeout(resolve, 40_000));
}
