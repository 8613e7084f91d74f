import { defineLab } from '../contract';
import { play } from './play';

export const visibilityTimeoutTooShort = defineLab(
  {
    slug: 'visibility-timeout',
    title: 'A visibility timeout that is too short',
    minutes: 10,
    story:
      'Three workers encode videos of the queue videos. Encoding takes 40 seconds, the queue has the default visibility timeout of 30. The bill shows twice the computing time that the videos need.',
    task: 'Every video is encoded once. A worker crashes now and then: its video must be encoded by somebody else within 5 minutes.',
    edit: 'stack.ts',
    question: {
      text: 'A worker needs 40 seconds for a message of a queue whose visibility timeout is 30 seconds, and deletes it then. What happens?',
      answers: [
        'The receive fails, because the worker is too slow',
        'After 30 seconds another worker may receive the message as well, and the work is done twice',
        'SQS extends the visibility timeout while the worker is connected',
        'The message goes to the dead-letter queue after 30 seconds',
      ],
      right: 1,
      because:
        'SQS does not know whether a worker is still at work. When the visibility timeout is over, the message is visible to everybody again.',
    },
    hints: [
      'Compare two numbers: how long encode takes, and how long the queue hides a message that was received.',
      'The visibility timeout must be longer than the work: 30 seconds by default, 0 seconds to 12 hours. Too high makes a crash slow to recover. ChangeMessageVisibility extends it for one message, counted from that call on.',
      'In stack.ts: visibilityTimeout: Duration.seconds(80). Or leave the queue as it is, and have consumer.ts send a ChangeMessageVisibilityCommand with VisibilityTimeout: 30 every 20 seconds while it encodes.',
    ],
    commandLines: [
      'VIDEOS=$(aws sqs get-queue-url --queue-name videos --query QueueUrl --output text)',
      `aws sqs send-message --queue-url "$VIDEOS" --message-body 'cat.mp4'`,
      'aws sqs receive-message --queue-url "$VIDEOS" --attribute-names ApproximateReceiveCount',
      `aws sqs change-message-visibility --queue-url "$VIDEOS" --visibility-timeout 120 --receipt-handle 'ReceiptHandle of the receive'`,
      'aws sqs set-queue-attributes --queue-url "$VIDEOS" --attributes VisibilityTimeout=80',
    ],
    lesson:
      'Too short a visibility timeout makes duplicates, too long a one makes crashes slow to recover. Set it above the work, or extend it while you work. With at-least-once delivery a rare duplicate remains: make the work idempotent.',
    exam: [
      { fact: 'Visibility timeout: 30 seconds by default, 0 seconds to 12 hours.' },
      { fact: 'Work that takes longer than the visibility timeout is done twice.' },
      { fact: 'ChangeMessageVisibility gives one message more time; 0 makes it visible at once.' },
      { fact: 'Too high a visibility timeout delays the retry after a crash.' },
    ],
    solutions: ['solution', 'solution-extend'],
    startFails: ['Every video is encoded once'],
  },
  play,
);
