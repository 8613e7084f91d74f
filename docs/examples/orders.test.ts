import { handleBodies } from '../../consumer/testing';
import { orders } from './orders';

test('an order is paid once', async () => {
  const { messages } = await handleBodies(orders, [
    { orderId: '7', total: 10 },
    { orderId: '7', total: 10 },
  ]);
  expect(messages).toEqual([{ outcome: 'ack' }, { outcome: 'ack', note: 'duplicate' }]);
});

test('what can never be paid goes to the dead-letter queue', async () => {
  const { messages, deadLetters } = await handleBodies(orders, [{ orderId: '8', total: 99_999 }, { orderId: '' }]);
  expect(messages.map(({ reason }) => reason)).toEqual([
    'the bank refused: 99999 is above the limit',
    expect.stringContaining('orderId: '),
  ]);
  expect(deadLetters).toHaveLength(2);
});
