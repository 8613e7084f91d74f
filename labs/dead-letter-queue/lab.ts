import { defineLab } from '../contract';
import { play } from './play';

export const deadLetterQueue = defineLab(
  {
    slug: 'dead-letter-queue',
    title: 'A dead-letter queue for what keeps failing',
    minutes: 10,
    story:
      'Order 13 has no address. The consumer fails, the message comes back, the consumer fails: every 30 seconds, until it is deleted after four days and nobody ever hears of it. Order 7 failed once, too, because the printer was out of paper, and went out at the second try.',
    task: 'Order 13 is tried 3 times and then lies in a dead-letter queue, where somebody can look at it. Order 7 still gets its second try.',
    edit: 'stack.ts',
    question: {
      text: 'A queue has a dead-letter queue with maxReceiveCount 3. A message was received 3 times and not deleted. When does it move?',
      answers: [
        'With the third receive, before the consumer sees it',
        'When the visibility timeout of the third receive is over and it would be received a fourth time',
        'When the consumer returns an error',
        'When its retention period is over',
      ],
      right: 1,
      because:
        'SQS knows receives, not errors. The message is given out maxReceiveCount times; what would be one receive more moves it.',
    },
    hints: [
      'Look at how often order 13 is received, and at what the queue is told to do about that.',
      'A redrive policy names a dead-letter queue of the same type and maxReceiveCount, 1 to 1,000: how often a message may be received. 1 gives no second try.',
      "In stack.ts: deadLetterQueue: { queue: new Queue(this, 'DeadLetters', { retentionPeriod: Duration.days(14) }), maxReceiveCount: 3 }. Or new WorkQueue of cdk-spillway, which comes with one.",
    ],
    commandLines: [
      'ORDERS=$(aws sqs get-queue-url --queue-name orders --query QueueUrl --output text)',
      'DLQ=$(aws sqs create-queue --queue-name orders-dead --query QueueUrl --output text)',
      'ARN=$(aws sqs get-queue-attributes --queue-url "$DLQ" --attribute-names QueueArn --query Attributes.QueueArn --output text)',
      `aws sqs set-queue-attributes --queue-url "$ORDERS" --attributes '{"RedrivePolicy":"{\\"deadLetterTargetArn\\":\\"'$ARN'\\",\\"maxReceiveCount\\":\\"3\\"}"}'`,
      'aws sqs receive-message --queue-url "$ORDERS" --visibility-timeout 0 --attribute-names ApproximateReceiveCount',
    ],
    lesson:
      'maxReceiveCount is how often a message is given out before it moves to the dead-letter queue. High enough for what passes by itself, and with an alarm on ApproximateNumberOfMessagesVisible of the dead-letter queue.',
    exam: [
      { fact: 'After maxReceiveCount receives without deletion a message moves to the dead-letter queue.' },
      { fact: 'The redrive policy is an attribute of the source queue.' },
      { fact: 'Watch ApproximateNumberOfMessagesVisible: NumberOfMessagesSent does not count what was moved.' },
    ],
    solutions: ['solution', 'solution-work-queue'],
    startFails: ['Order 13 is tried 3 times, and not again', 'Order 13 lies in a dead-letter queue'],
  },
  play,
);
