import { consume, text } from 'cdk-spillway/consumer';

/** Each order for itself: what is done is deleted in batches, what throws is reported. */
export const handler = consume({ envelope: text(), process: ship });

/** Stands for the printer of labels. Order 4 has no address, however often it is tried. */
async function ship(order) {
  console.log(`tried ${order}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (order === 'order 4') throw new Error(`${order} has no address`);
  console.log(`shipped ${order}`);
}
