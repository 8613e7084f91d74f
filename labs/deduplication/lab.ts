import { defineLab } from '../contract';
import { play } from './play';

export const deduplication = defineLab(
  {
    slug: 'deduplication',
    title: 'The deduplication window',
    minutes: 10,
    story:
      'Customers pay for coffee by a button, and some press it twice. The queue is FIFO with content-based deduplication, so a second press within five minutes is swallowed. So is the second coffee that a customer orders for a friend two minutes later.',
    task: 'Pressing the button twice for one order pays once. Two orders make two payments, also when customer and item are the same.',
    edit: 'producer.ts',
    question: {
      text: 'A FIFO queue has content-based deduplication. Two messages have the same body and different message attributes, one minute apart. What happens to the second?',
      answers: [
        'It is delivered: the attributes differ',
        'SendMessage fails with an error',
        'SendMessage succeeds, and the message is never delivered',
        'It replaces the first one',
      ],
      right: 2,
      because:
        'The deduplication id is the SHA-256 of the body, without the attributes. Within 5 minutes a second message with the same id is accepted and not delivered.',
    },
    hints: [
      'Compare the bodies of the two orders that the customer made. Where is the order id?',
      'For 5 minutes a FIFO queue accepts and drops messages with a deduplication id that it has seen. Content-based, that id is the SHA-256 of the body only. A MessageDeduplicationId of the message goes before it.',
      'In producer.ts: MessageDeduplicationId: orderId. Or put orderId into the body.',
    ],
    commandLines: [
      'PAYMENTS=$(aws sqs get-queue-url --queue-name payments.fifo --query QueueUrl --output text)',
      'aws sqs send-message --queue-url "$PAYMENTS" --message-body coffee --message-group-id ann',
      'aws sqs send-message --queue-url "$PAYMENTS" --message-body coffee --message-group-id ann',
      'aws sqs get-queue-attributes --queue-url "$PAYMENTS" --attribute-names ApproximateNumberOfMessages',
      'aws sqs send-message --queue-url "$PAYMENTS" --message-body coffee --message-group-id ann --message-deduplication-id order-2',
    ],
    lesson:
      'Deduplication compares ids for 5 minutes, not contents for ever. Give it the id of the thing that must happen once; after the window only an idempotent consumer helps.',
    exam: [
      { fact: 'The deduplication window of FIFO queues is 5 minutes.' },
      { fact: 'Content-based deduplication hashes the body (SHA-256), not the attributes.' },
      { fact: 'A duplicate is accepted by SendMessage and not delivered.' },
    ],
    solutions: ['solution', 'solution-body'],
    startFails: ['Two orders of the same thing are paid twice'],
  },
  play,
);
