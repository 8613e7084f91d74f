import { defineLab } from '../contract';
import { play } from './play';

export const confusedDeputy = defineLab(
  {
    slug: 'confused-deputy',
    title: 'The confused deputy: S3 sends for a stranger',
    minutes: 12,
    story:
      'The queue invoices hears of every file in your bucket invoices-of-the-lab, and each invoice is paid. Today events of a bucket arrived that nobody knows: cats-of-a-stranger, in account 999988887777. That account has no permission of yours. The policy of the queue allows one principal only, s3.amazonaws.com.',
    task: 'Events of your bucket invoices-of-the-lab arrive, and of no other bucket: not of an account that you do not know, not of another bucket in your account, and not of a bucket that takes over the name after yours is deleted.',
    edit: 'stack.ts',
    question: {
      text: 'The policy of a queue allows the principal s3.amazonaws.com sqs:SendMessage, without a condition. Whose buckets can send events to it?',
      answers: [
        'Those of the account of the queue',
        'Those whose bucket policy names the queue',
        'Those of any AWS account: the owner of a bucket points it at the queue, and S3 sends',
        'None, until the owner of the queue confirms',
      ],
      right: 2,
      because:
        'The queue sees s3.amazonaws.com, whoever the bucket belongs to. S3 is a deputy with your permission, and a stranger can give it orders. S3 says for whom it sends in aws:SourceArn and aws:SourceAccount, and only your conditions look at them.',
    },
    hints: [
      'Look at the one statement in stack.ts. It says who may send: S3. What does it say about the bucket that S3 sends for?',
      'With each request S3 sends along aws:SourceArn, the ARN of the bucket, and aws:SourceAccount, the account of its owner. A statement allows only when all of its conditions hold. The ARN of a bucket names no account, and an account has many buckets: it takes both.',
      "In stack.ts: const bucket = new CfnBucket(...), and in the statement, after resources: conditions: { ArnLike: { 'aws:SourceArn': bucket.attrArn }, StringEquals: { 'aws:SourceAccount': this.account } }. Two operators in one statement must both hold.",
    ],
    commandLines: [
      'INVOICES=$(aws sqs get-queue-url --queue-name invoices --query QueueUrl --output text)',
      'ARN=$(aws sqs get-queue-attributes --queue-url "$INVOICES" --attribute-names QueueArn --query Attributes.QueueArn --output text)',
      'aws sqs get-queue-attributes --queue-url "$INVOICES" --attribute-names Policy',
      'AWS_ACCESS_KEY_ID=999988887777 aws s3api create-bucket --bucket cats-of-a-stranger',
      'AWS_ACCESS_KEY_ID=999988887777 aws s3api put-bucket-notification-configuration --bucket cats-of-a-stranger --notification-configuration "QueueConfigurations=[{QueueArn=$ARN,Events=[s3:ObjectCreated:*]}]"',
      'AWS_ACCESS_KEY_ID=999988887777 aws s3api put-object --bucket cats-of-a-stranger --key invoice-1.pdf',
      'aws sqs receive-message --queue-url "$INVOICES" --max-number-of-messages 10',
    ],
    lesson:
      'A service principal stands for all customers of the service. Where you let one in, say for whom: aws:SourceArn names the resource, aws:SourceAccount its owner. The same holds for SNS and EventBridge, whose ARNs name the account themselves.',
    exam: [
      {
        fact: 'Confused deputy: a service that you allow acts for a customer you did not mean. aws:SourceArn and aws:SourceAccount in the resource policy prevent it.',
      },
      {
        fact: 'The ARN of a bucket names no account, so a policy for S3 has aws:SourceArn and aws:SourceAccount.',
      },
      { fact: 'A statement applies only when all of its conditions hold.' },
      { fact: 'For a role that a third party assumes, sts:ExternalId prevents the confused deputy.' },
    ],
    solutions: ['solution', 'solution-source', 'solution-deny'],
    inAccount: {
      without: [
        'The bucket of a stranger cannot send to the queue',
        'Another bucket of your account cannot send to the queue',
        'Whoever takes over the name of your bucket cannot send to the queue',
        'A stranger cannot send to the queue himself',
      ],
      because:
        'The stranger would need an account of its own, and a bucket that the story makes besides would be left behind.',
    },
    startFails: [
      'The bucket of a stranger cannot send to the queue',
      'Another bucket of your account cannot send to the queue',
      'Whoever takes over the name of your bucket cannot send to the queue',
    ],
  },
  play,
);
