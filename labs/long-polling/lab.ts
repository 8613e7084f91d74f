import { defineLab } from '../contract';
import { play } from './play';

export const longPolling = defineLab(
  {
    slug: 'long-polling',
    title: 'Short and long polling',
    minutes: 10,
    story:
      'A help desk gets a ticket every few minutes. Its worker asks the queue all day, and most of the bill is for answers without a message. Somebody set the queue to long polling. The bill stayed as it was.',
    task: 'In two minutes with two tickets the worker makes at most 12 ReceiveMessage requests, and each ticket is answered within 2 seconds.',
    edit: 'consumer.ts',
    question: {
      text: 'A queue has ReceiveMessageWaitTimeSeconds 20. A consumer calls ReceiveMessage with WaitTimeSeconds 0, and the queue is empty. What happens?',
      answers: [
        'The receive waits up to 20 seconds, because the queue says so',
        'The receive returns at once and empty, because the call says so',
        'The receive is refused, because the two differ',
        'The receive waits 10 seconds, the mean of both',
      ],
      right: 1,
      because:
        'WaitTimeSeconds of a call counts for that call. The attribute of the queue counts only for calls that do not say anything.',
    },
    hints: [
      'Two places say how long a receive waits: the queue in stack.ts, and the call in consumer.ts. Which one decides?',
      'WaitTimeSeconds of the call goes before ReceiveMessageWaitTimeSeconds of the queue. 0 is short polling; 1 to 20 seconds is long polling. An empty answer costs as much as a full one. A long poll returns as soon as a message is there.',
      "In consumer.ts: WaitTimeSeconds: 20, or leave it out, so that the queue's 20 seconds count.",
    ],
    commandLines: [
      'TICKETS=$(aws sqs get-queue-url --queue-name tickets --query QueueUrl --output text)',
      'time aws sqs receive-message --queue-url "$TICKETS" --wait-time-seconds 0',
      'time aws sqs receive-message --queue-url "$TICKETS" --wait-time-seconds 20',
      'aws sqs set-queue-attributes --queue-url "$TICKETS" --attributes ReceiveMessageWaitTimeSeconds=20',
    ],
    lesson:
      'Long polling waits up to 20 seconds for a message and returns the moment one is there: fewer requests, and no later. The call decides, then the queue.',
    exam: [
      { fact: 'Long polling (1 to 20 seconds) makes fewer empty responses and costs less than short polling.' },
      { fact: 'WaitTimeSeconds of a call goes before ReceiveMessageWaitTimeSeconds of the queue.' },
      { fact: 'A long poll asks all servers; a short poll may miss a message that is there.' },
    ],
    solutions: ['solution', 'solution-queue'],
    startFails: ['The worker makes at most 12 requests in two minutes'],
  },
  play,
);
