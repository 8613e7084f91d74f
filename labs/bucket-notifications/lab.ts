import { defineLab } from '../contract';
import { play } from './play';

export const bucketNotifications = defineLab(
  {
    slug: 'bucket-notifications',
    title: 'S3 may not send to your queue until you say so',
    minutes: 12,
    story:
      'Files arrive in the bucket uploads-of-the-lab, and the queue arrivals is to hear of each. When the notification is configured, S3 answers: Unable to validate the following destination configurations. You are the administrator of the account, bucket and queue are yours.',
    task: 'The notification can be configured, and an upload arrives in the queue. Nobody but S3 may send because of it.',
    edit: 'stack.ts',
    question: {
      text: 'S3 sends its event notifications to a queue. Whose permission decides?',
      answers: [
        'The bucket policy must allow sqs:SendMessage',
        'The role of the person who configured the notification',
        'The access policy of the queue must allow s3.amazonaws.com to call sqs:SendMessage',
        'None: both are in the same account',
      ],
      right: 2,
      because:
        'S3 calls SQS as the service s3.amazonaws.com, which no policy in your account speaks for. So the queue itself must allow it. S3 tries with a test event at once, and refuses the configuration when that fails.',
    },
    hints: [
      'Read the error: S3 could not send its test event to the queue. What does the queue say about who may send?',
      'A queue takes messages from a service only when its access policy allows the principal s3.amazonaws.com the action sqs:SendMessage. Conditions aws:SourceArn and aws:SourceAccount say for which bucket, or anybody could point a bucket at your queue.',
      "In stack.ts: const arrivals = new Queue(...), as it is there, and arrivals.addToResourcePolicy(new PolicyStatement({ principals: [new ServicePrincipal('s3.amazonaws.com')], actions: ['sqs:SendMessage'], resources: [arrivals.queueArn], conditions: { StringEquals: { 'aws:SourceAccount': this.account } } })). Both classes are in aws-cdk-lib/aws-iam.",
    ],
    commandLines: [
      'ARRIVALS=$(aws sqs get-queue-url --queue-name arrivals --query QueueUrl --output text)',
      'ARN=$(aws sqs get-queue-attributes --queue-url "$ARRIVALS" --attribute-names QueueArn --query Attributes.QueueArn --output text)',
      'aws sqs get-queue-attributes --queue-url "$ARRIVALS" --attribute-names Policy',
      'aws s3api put-bucket-notification-configuration --bucket uploads-of-the-lab --notification-configuration "QueueConfigurations=[{QueueArn=$ARN,Events=[s3:ObjectCreated:*]}]"',
      'aws s3api put-object --bucket uploads-of-the-lab --key cat.png',
      'aws sqs receive-message --queue-url "$ARRIVALS" --max-number-of-messages 10',
    ],
    lesson:
      'A service that sends on its own needs a statement in the access policy of the queue, with the service as principal and a condition that says for whom. The first message is s3:TestEvent: consumers must expect it.',
    exam: [
      { fact: 'S3 needs the access policy of the queue to allow s3.amazonaws.com sqs:SendMessage.' },
      { fact: 'The first message of a new notification is s3:TestEvent.' },
      { fact: 'S3 event notifications go to standard queues, not to FIFO queues.' },
    ],
    solutions: ['solution', 'solution-account'],
    inAccount: {
      without: ['Another account cannot send to the queue'],
      because: 'Nobody can be in two accounts with the credentials of one.',
    },
    startFails: ['S3 accepts the notification', 'The test event and the upload arrive'],
  },
  play,
);
