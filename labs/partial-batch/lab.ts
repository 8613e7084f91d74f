import { defineLab } from '../contract';
import { play } from './play';

export const partialBatch = defineLab(
  {
    slug: 'partial-batch',
    title: 'One bad message in a batch of ten',
    minutes: 12,
    story:
      'A Lambda function ships the orders of the queue orders, up to ten in a run. This morning order 4 had no address. Three customers got their parcel three times, six got none, and all ten orders lie in the dead-letter queue.',
    task: 'Every order that has an address is shipped once. Order 4 is tried again, and then lies in the dead-letter queue alone. A run still takes up to ten orders.',
    edit: 'handler.js',
    question: {
      text: 'An event source mapping does not have ReportBatchItemFailures. The handler catches the error of one message out of ten, and returns its id in batchItemFailures. What does Lambda do?',
      answers: [
        'It deletes nine messages and leaves one in the queue',
        'It leaves all ten in the queue',
        'It deletes all ten: the failed message is lost',
        'It moves the failed message to the dead-letter queue',
      ],
      right: 2,
      because:
        'Without ReportBatchItemFailures Lambda does not read the answer. A handler that returns has succeeded, and its batch is deleted, with the message that failed. It takes both: the setting of the mapping and the answer.',
    },
    hints: [
      'Follow the loop of handler.js to order 4. What happens to the orders before it, which are shipped, and to those after it, which are not tried?',
      'By default a batch succeeds or fails as a whole. With ReportBatchItemFailures of the event source mapping the handler answers { batchItemFailures: [{ itemIdentifier: messageId }] }, and only those messages come back. Or the handler deletes what is done itself, with DeleteMessageBatch, and throws for the rest.',
      'In handler.js: try and catch around ship, push the messageId of what failed, and return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }. In stack.ts: reportBatchItemFailures: true in the SqsEventSource. One without the other loses orders or changes nothing. In a project with esbuild and a lock file, consume of cdk-spillway/consumer and LambdaConsumer do both.',
    ],
    commandLines: [
      'ORDERS=$(aws sqs get-queue-url --queue-name orders --query QueueUrl --output text)',
      `aws sqs send-message-batch --queue-url "$ORDERS" --entries '[{"Id":"a","MessageBody":"order 3"},{"Id":"b","MessageBody":"order 4"},{"Id":"c","MessageBody":"order 5"}]'`,
      'LOG=$(aws lambda get-function-configuration --function-name ship-orders --query LoggingConfig.LogGroup --output text)',
      `aws logs filter-log-events --log-group-name "$LOG" --query 'events[].message' # a few seconds later`,
      'MAPPING=$(aws lambda list-event-source-mappings --function-name ship-orders --query EventSourceMappings[0].UUID --output text)',
      'aws lambda update-event-source-mapping --uuid "$MAPPING" --function-response-types ReportBatchItemFailures',
    ],
    lesson:
      'Catch what fails, message by message, and report it: ReportBatchItemFailures in the mapping and batchItemFailures in the answer, never one without the other. A run that is ended by its timeout answers nothing, and its batch comes back as a whole: who deletes with DeleteMessageBatch on the way, as consume of cdk-spillway does, keeps what is done. DeleteMessageBatch takes ten entries and can fail for some of them: look at Failed.',
    exam: [
      { fact: 'When a handler throws or times out, all messages of its batch come back, those that went well too.' },
      {
        fact: 'ReportBatchItemFailures in the mapping, and the message ids in batchItemFailures: only those come back.',
      },
      { fact: 'Without ReportBatchItemFailures whatever the handler returns is success, and the batch is deleted.' },
      { fact: 'No answer or an empty list of failures is success; an id that is not of the batch fails all of it.' },
      { fact: 'FIFO queue: stop at the first failure, and report it with all that come after it.' },
      { fact: 'DeleteMessageBatch takes 10 entries, and answers 200 when some fail: they are in Failed.' },
    ],
    solutions: ['solution', 'solution-delete', 'solution-consume'],
    startFails: ['Every good order is shipped once', 'Order 4, and nothing else, lies in the dead-letter queue'],
  },
  play,
);
