import { defineLab } from '../contract';
import { play } from './play';

export const lambdaEventSource = defineLab(
  {
    slug: 'lambda-event-source',
    title: 'A Lambda function that outlasts its message',
    minutes: 12,
    story:
      'A Lambda function books the payments of the queue payments with the bank. A run takes 40 seconds, for one payment or for ten, and may take 60. To save runs, somebody gave the event source mapping a batching window of 30 seconds. Since then customers pay three times, and in the morning their payments lie in the dead-letter queue as well. The log of the function shows no error but that the bank hung up once.',
    task: 'Every payment is booked once, and none is a dead letter. What the bank hung up on is booked within 10 minutes. The payments are still booked together: a run for each of them is too dear.',
    edit: 'stack.ts',
    question: {
      text: 'A function has a timeout of 60 seconds and reads its queue with a batching window of 30 seconds. Which visibility timeout does AWS recommend for the queue?',
      answers: [
        '30 seconds, the default: Lambda extends it while the function runs',
        '60 seconds, the timeout of the function',
        '390 seconds: 6 times the timeout of the function, and the batching window on top',
        '12 hours, to be on the safe side',
      ],
      right: 2,
      because:
        'Lambda refuses less than the timeout of the function, and extends nothing. It receives a message, gathers others, runs the function, and tries again while the function is throttled: all of that must fit in. 12 hours would make each failure wait for 12 hours.',
    },
    hints: [
      'Take one payment and add up: when does Lambda receive it, when does the run begin, and when does it end? Compare that with the visibility timeout.',
      'The visibility timeout begins with the receive, not with the run. Lambda only checks that it is not below the timeout of the function. AWS recommends at least 6 times that timeout, so that throttled runs can be tried again, and the batching window comes on top.',
      'In stack.ts: visibilityTimeout: Duration.seconds(6 * 60 + 30). Or new WorkQueue and new LambdaConsumer of cdk-spillway with handler: book, which settle it between them.',
    ],
    commandLines: [
      'PAYMENTS=$(aws sqs get-queue-url --queue-name payments --query QueueUrl --output text)',
      'aws lambda list-event-source-mappings --function-name book-payments',
      'aws lambda get-function-configuration --function-name book-payments --query Timeout',
      `aws sqs send-message --queue-url "$PAYMENTS" --message-body 'payment 1'`,
      'aws sqs set-queue-attributes --queue-url "$PAYMENTS" --attributes VisibilityTimeout=390',
      'LOG=$(aws lambda get-function-configuration --function-name book-payments --query LoggingConfig.LogGroup --output text)',
      `aws logs filter-log-events --log-group-name "$LOG" --query 'events[].message' # 70 seconds later`,
    ],
    lesson:
      'The visibility timeout must last from the receive to the deletion: batching window, run, and the retries of throttled runs. So AWS recommends 6 times the timeout of the function, and the window is added. Lambda itself asks for no more than the timeout once, and only when the mapping is created or changed.',
    exam: [
      { fact: 'Lambda refuses a mapping whose queue has a visibility timeout below the timeout of the function.' },
      { fact: 'AWS recommends 6 times the timeout of the function as visibility timeout; a batching window is added.' },
      { fact: 'Lambda polls with the execution role: sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes.' },
      {
        fact: 'Lambda begins with 5 batches of a standard queue at once, adds 300 a minute, and stops at 1,250.',
        outdated: '60 more a minute, 1,000 at most',
      },
      { fact: 'Limit that by MaximumConcurrency of the mapping: reserved concurrency throttles, and receives count.' },
      {
        fact: 'A batch has 1 to 10,000 messages, more than 10 only with a batching window; on FIFO queues at most 10.',
      },
    ],
    solutions: ['solution', 'solution-work-queue'],
    startFails: ['Every payment is booked once', 'No payment is a dead letter'],
  },
  play,
);
