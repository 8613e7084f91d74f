import { defineLab } from '../contract';
import { play } from './play';

export const largeMessages = defineLab(
  {
    slug: 'large-messages',
    title: 'Large messages, and what SQS takes today',
    minutes: 15,
    story:
      'Every night a program sends the invoices of the day to the queue invoices, ten with a request. Another one prints them. Lately the night ends with BatchRequestTooLong, most invoices are missing, and one is missing that was in a batch without any error. Somebody has read that a message has 256 KB at most and wants to cut the invoices into pieces.',
    task: 'Each of the 20 invoices is printed whole and once, the three that are larger than a message as well. What SQS refuses for its size is not sent again as it was. The printing program can fetch a text from the bucket already: the body s3:17 tells it to look there under the key 17.',
    edit: 'producer.ts',
    question: {
      text: 'SendMessageBatch is called with ten messages of 200 KiB each. What happens?',
      answers: [
        'All are sent: each has less than the 1 MiB that a message may have',
        'None is sent: together they have more than 1 MiB, and the request is refused',
        'Five are sent, the other five are in Failed',
        'None is sent: each has more than 128 KiB',
      ],
      right: 1,
      because:
        'The limit of 1 MiB is for a message and for a batch: all messages of one request together, with their attributes. The request is refused as a whole, with BatchRequestTooLong. Failed is for entries of a request that was accepted.',
    },
    hints: [
      'Look at what SQS says to the second batch, at how large the invoices 17, 18 and 19 are in bytes, and at what the answer to the first batch has beside Successful.',
      'A message and a batch have at most 1 MiB (1,048,576 bytes): the UTF-8 bytes of the bodies, and of name, type and value of each attribute. What is larger goes into S3 before a message with its key is sent: a claim check. SendMessageBatch answers 200 also when it did not take some entries: they are in Failed.',
      'In producer.ts: when Buffer.byteLength(text) is more than 1,000,000, send PutObjectCommand({ Bucket: bucket, Key: number, Body: text }) of @aws-sdk/client-s3 with s3, and in place of the text the body s3: with the number. Begin a new batch when the next invoice would bring it above 1,000,000 bytes. After each batch, send those entries again whose Id is in Failed.',
    ],
    commandLines: [
      'INVOICES=$(aws sqs get-queue-url --queue-name invoices --query QueueUrl --output text)',
      'aws sqs get-queue-attributes --queue-url "$INVOICES" --attribute-names MaximumMessageSize',
      `head -c 1048577 /dev/zero | tr '\\0' x > invoice.txt`,
      'aws sqs send-message --queue-url "$INVOICES" --message-body file://invoice.txt',
      'aws s3api put-object --bucket invoices-of-the-lab --key 17 --body invoice.txt',
      `aws sqs send-message --queue-url "$INVOICES" --message-body 's3:17'`,
      'aws sqs receive-message --queue-url "$INVOICES" --wait-time-seconds 5',
      'aws s3api get-object --bucket invoices-of-the-lab --key 17 fetched.txt',
    ],
    lesson:
      'A message and a batch have 1 MiB each, in bytes, with attributes. Larger payloads wait in S3, and the message carries the key: store first, then send. Too large is too large every time, an entry in Failed may succeed at the next try. A lifecycle rule deletes payloads when no message can point to them any more.',
    exam: [
      { fact: 'A message has at most 1 MiB (1,048,576 bytes), body and attributes together.', outdated: '256 KB' },
      { fact: 'All messages of one SendMessageBatch have at most 1 MiB together.', outdated: '256 KB together' },
      { fact: 'Larger payloads go into S3, up to 2 GB with the Extended Client Library for Java or Python.' },
      { fact: 'SendMessageBatch may take some entries and not others: those are in Failed.' },
      { fact: 'Each 64 KB of a message count as one request on the bill.' },
      {
        fact: 'An SNS topic takes 256 KiB, or up to 1 MiB when its attribute MaximumMessageSize is raised.',
        outdated: '256 KB at most',
      },
    ],
    solutions: ['solution', 'solution-one-by-one', 'solution-all-in-s3'],
    startFails: [
      'Each invoice that fits into a message is printed',
      'Each invoice that is too large for a message is printed whole',
      'What SQS did not take from a batch is sent again',
    ],
  },
  play,
);
