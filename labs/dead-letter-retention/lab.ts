import { defineLab } from '../contract';
import { play } from './play';

export const deadLetterRetention = defineLab(
  {
    slug: 'dead-letter-retention',
    title: 'A dead-letter queue that forgets',
    minutes: 8,
    story:
      'The bank is down from Thursday on. A payment is tried three times, every twelve hours, and moves to the dead-letter queue on Friday night. That queue keeps messages for four days, so until Tuesday, people think. On Monday evening it is empty already.',
    task: 'A payment that moved to the dead-letter queue can still be found 10 days after it was sent.',
    edit: 'stack.ts',
    question: {
      text: 'A standard queue and its dead-letter queue keep messages for 4 days each. A message is moved after 36 hours. How long is it in the dead-letter queue?',
      answers: ['4 days', '2 and a half days', '5 and a half days', 'For ever'],
      right: 1,
      because:
        'Between standard queues a message keeps the time at which it was sent first, so the 36 hours count. Between FIFO queues the time is set anew. The dead-letter queue of a FIFO queue must be FIFO, that of a standard queue standard.',
    },
    hints: [
      'Look at the retention period of the dead-letter queue, and ask from when on it is counted.',
      'On standard queues the retention of a dead letter is counted from when the message was first sent to the source queue. So the dead-letter queue must keep messages longer than its source does: 14 days is the most.',
      'In stack.ts: retentionPeriod: Duration.days(14) on the dead-letter queue. Or new WorkQueue of cdk-spillway, which does so.',
    ],
    commandLines: [
      'PAYMENTS=$(aws sqs get-queue-url --queue-name payments --query QueueUrl --output text)',
      'aws sqs get-queue-attributes --queue-url "$PAYMENTS" --attribute-names RedrivePolicy MessageRetentionPeriod',
      'aws sqs list-queues',
      `aws sqs set-queue-attributes --queue-url 'QueueUrl of the dead-letter queue' --attributes MessageRetentionPeriod=1209600`,
    ],
    lesson:
      'A dead-letter queue is of the type of its source and keeps messages longer than its source does: 14 days costs nothing more.',
    exam: [
      { fact: 'Retention: 4 days by default, 60 seconds to 14 days.' },
      {
        fact: 'A dead letter on a standard queue expires by the time it was first sent; on FIFO queues the time is reset.',
      },
      { fact: 'The dead-letter queue of a FIFO queue must be FIFO, that of a standard queue standard.' },
    ],
    solutions: ['solution', 'solution-work-queue'],
    startFails: ['The payment can be found 10 days after it was sent'],
  },
  play,
);
