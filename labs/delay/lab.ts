import { defineLab } from '../contract';
import { play } from './play';

export const delay = defineLab(
  {
    slug: 'delay',
    title: 'Delay queue and message timer',
    minutes: 10,
    story:
      'Customers may cancel an order for ten minutes. The warehouse receives it in the second it is placed, and has packed it by then. Express orders cannot be cancelled and must go out at once, through the same queue.',
    task: 'An order can be received no earlier than 10 minutes after it was placed, and no later than half a minute after that. An express order can be received at once.',
    edit: 'producer.ts',
    question: {
      text: 'A queue delays its messages by 600 seconds. A message is sent with DelaySeconds 0. When can it be received?',
      answers: [
        'After 600 seconds: the queue decides',
        'At once: the timer of a message goes before the delay of its queue',
        'Never: the two contradict each other, and SendMessage is refused',
        'After 900 seconds, the longest delay',
      ],
      right: 1,
      because:
        'The delay of the queue counts for messages that come without DelaySeconds. On FIFO queues a single message cannot have a timer: only the queue can delay.',
    },
    hints: [
      'Look at SendMessage in producer.ts, and at what SQS offers between sending a message and its first receive.',
      'A delay hides a message before its first receive: 0 to 900 seconds. The queue can delay all messages (DelaySeconds, in CDK deliveryDelay), or one message has a timer of its own, which goes before the delay of the queue. A visibility timeout is something else: it hides a message after a receive.',
      'In producer.ts, add DelaySeconds: order.express ? 0 : 600 to the SendMessageCommand. Or set deliveryDelay: Duration.minutes(10) on the queue, and send express orders with DelaySeconds: 0.',
    ],
    commandLines: [
      'ORDERS=$(aws sqs get-queue-url --queue-name orders --query QueueUrl --output text)',
      `aws sqs send-message --queue-url "$ORDERS" --message-body 'order 1' --delay-seconds 600`,
      'aws sqs get-queue-attributes --queue-url "$ORDERS" --attribute-names ApproximateNumberOfMessagesDelayed',
      'aws sqs set-queue-attributes --queue-url "$ORDERS" --attributes DelaySeconds=600',
    ],
    lesson:
      'A delay hides a message before its first receive, a visibility timeout after one. At most 15 minutes; for later there are EventBridge Scheduler and Step Functions.',
    exam: [
      { fact: 'Delay queue and message timer: 0 to 15 minutes.' },
      {
        fact: 'DelaySeconds of a message goes before the delay of the queue; FIFO queues take no timer for one message.',
      },
      { fact: 'A delay hides a message when it is new, a visibility timeout after a receive.' },
    ],
    solutions: ['solution', 'solution-queue'],
    startFails: ['An order cannot be received for 10 minutes'],
  },
  play,
);
