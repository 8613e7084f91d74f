import { defineLab } from '../contract';
import { play } from './play';

export const severalConsumers = defineLab(
  {
    slug: 'several-consumers',
    title: 'Several consumers at once',
    minutes: 8,
    story:
      'Twenty images wait in the queue images. Shrinking one takes 10 seconds, so somebody started four workers and expected to be done in 50. It takes 100 seconds, as long as with two workers.',
    task: 'The four workers are done with the twenty images within 70 seconds, and each image is shrunk once.',
    edit: 'consumer.ts',
    question: {
      text: 'Four workers read from one standard queue. Who gets which message?',
      answers: [
        'Each worker gets every message',
        'A message that one worker has received is hidden from the others until its visibility timeout is over',
        'SQS gives the messages out in turns, one to each worker',
        'Only one worker can be connected; the others wait for it to end',
      ],
      right: 1,
      because:
        'Consumers compete: whoever asks first gets the message, up to ten with one receive, and it is in flight then. Nothing is split evenly.',
    },
    hints: [
      'Look at how many messages a worker takes with one receive, and at how many it works on at a time.',
      'MaxNumberOfMessages is 1 to 10. What a worker has received is in flight: hidden from the other workers, also while it only waits in line behind another one.',
      'MaxNumberOfMessages: 1, so that each worker takes what it works on. Or keep 10 and work on all of them at the same time, with Promise.all.',
    ],
    commandLines: [
      'IMAGES=$(aws sqs get-queue-url --queue-name images --query QueueUrl --output text)',
      `aws sqs send-message --queue-url "$IMAGES" --message-body '1.png'`,
      'aws sqs receive-message --queue-url "$IMAGES" --max-number-of-messages 10',
      'aws sqs get-queue-attributes --queue-url "$IMAGES" --attribute-names ApproximateNumberOfMessagesNotVisible',
    ],
    lesson:
      'More consumers on one queue share its messages, without any coordination. Take no more than you work on at once: what you took, nobody else can take.',
    exam: [
      { fact: 'Consumers of one queue compete; more of them work faster (horizontal scaling).' },
      { fact: 'ReceiveMessage returns 1 to 10 messages.' },
      { fact: 'Received and not yet deleted messages are in flight, 120,000 at most on standard queues.' },
    ],
    solutions: ['solution', 'solution-concurrent'],
    startFails: ['All images are shrunk within 70 seconds'],
  },
  play,
);
