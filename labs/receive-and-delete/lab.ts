import { defineLab } from '../contract';
import { play } from './play';

export const receiveAndDelete = defineLab(
  {
    slug: 'receive-and-delete',
    title: 'Receive is not delete',
    minutes: 10,
    story:
      'A shop ships three orders a morning. Each order is a message in the queue orders. Customers write that the same parcel arrives again and again. The warehouse swears that its program never fails: it receives, ships, and receives the next.',
    task: 'Every order is shipped exactly once, and the queue is empty afterwards. An order whose label printer jams is not lost: it is shipped at the next try.',
    edit: 'consumer.ts',
    question: {
      text: 'A consumer receives a message and does nothing else. The visibility timeout is 30 seconds. What does a receive get after 31 seconds?',
      answers: [
        'Nothing: a message that was received is gone',
        'The same message, with the same receipt handle',
        'The same message, with another receipt handle and a receive count of 2',
        'The same message, with another message id',
      ],
      right: 2,
      because:
        'A receive only hides a message for the visibility timeout. Each receive hands out a receipt handle of its own and adds one to ApproximateReceiveCount; the message id stays for the life of the message.',
    },
    hints: [
      'Look at what happens 30 seconds after an order was shipped, and at what the consumer tells the queue after shipping.',
      'SQS never deletes a message because it was received. The consumer deletes it, with the receipt handle of its latest receive, not with the message id. It does so after the work: a message that was deleted first is lost when the work fails.',
      "In consumer.ts: import DeleteMessageCommand, take ReceiptHandle out of the message as well, and after 'await ship(Body)' write: await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));",
    ],
    commandLines: [
      'ORDERS=$(aws sqs get-queue-url --queue-name orders --query QueueUrl --output text)',
      `aws sqs send-message --queue-url "$ORDERS" --message-body 'order 1'`,
      'aws sqs receive-message --queue-url "$ORDERS" --wait-time-seconds 20 --attribute-names ApproximateReceiveCount',
      `aws sqs delete-message --queue-url "$ORDERS" --receipt-handle 'ReceiptHandle of the receive'`,
    ],
    lesson:
      'Receive, work, delete, in this order. The receipt handle belongs to a receive, the message id to the message. A message that is not deleted comes back: that is what makes a crash harmless.',
    exam: [
      { fact: 'A message stays in the queue until a consumer deletes it, after the work.' },
      { fact: 'DeleteMessage takes the receipt handle of the latest receive, not the message id.' },
      { fact: 'ApproximateReceiveCount counts the receives of a message.' },
    ],
    solutions: ['solution', 'solution-batch'],
    startFails: ['Every order is shipped exactly once', 'The queue is empty in the end'],
  },
  play,
);
