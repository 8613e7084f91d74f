import { defineLab } from '../contract';
import { play } from './play';

export const redrive = defineLab(
  {
    slug: 'redrive',
    title: 'Redrive to source',
    minutes: 10,
    story:
      'A bug sent twenty orders to the dead-letter queue. The bug is mended, and a script brings the orders back. It stops after ten, so it is started until nothing is missing. Ten orders are shipped twice then, and the dead-letter queue is as full as before.',
    task: 'After the script each order is in the queue orders once, and the dead-letter queue is empty. It may be started three times.',
    edit: 'redrive.ts',
    question: {
      text: 'How do messages get from a dead-letter queue back to their source?',
      answers: [
        'By themselves, when the consumer is deployed anew',
        'By changing maxReceiveCount',
        'By StartMessageMoveTask on the dead-letter queue, without code of your own that copies',
        'By PurgeQueue',
      ],
      right: 2,
      because:
        'A message move task (in the console: Start DLQ redrive) moves all of them, back to their source or to a queue of your choice, at a rate that you may limit. Each gets a new message id and a new retention.',
    },
    hints: [
      'Look at how many messages one receive returns, and at what the script does in the dead-letter queue after copying.',
      'StartMessageMoveTask takes the ARN of a dead-letter queue and moves all its messages to where they came from. By hand it is a loop of receive, send and delete.',
      'In redrive.ts, import StartMessageMoveTaskCommand, and make this the whole function: await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterQueueArn }));',
    ],
    commandLines: [
      'DLQ=$(aws sqs get-queue-url --queue-name orders-dlq --query QueueUrl --output text)',
      'ARN=$(aws sqs get-queue-attributes --queue-url "$DLQ" --attribute-names QueueArn --query Attributes.QueueArn --output text)',
      'aws sqs start-message-move-task --source-arn "$ARN"',
      'aws sqs list-message-move-tasks --source-arn "$ARN"',
    ],
    lesson:
      'Mend the bug first, then redrive: a message move task needs no code. Before the bug is mended they only bounce back.',
    exam: [
      { fact: 'Redrive to source: StartMessageMoveTask, at most 500 messages a second, one task a queue at a time.' },
      { fact: 'Redrive works for FIFO dead-letter queues, to FIFO queues.', outdated: 'only for standard queues' },
    ],
    solutions: ['solution', 'solution-by-hand'],
    startFails: ['Each order is in the queue once', 'The dead-letter queue is empty'],
  },
  play,
);
