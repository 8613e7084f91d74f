import { defineLab } from '../contract';
import { play } from './play';

export const customerKeys = defineLab(
  {
    slug: 'customer-keys',
    title: 'A key of your own, and S3 may use it',
    minutes: 12,
    story:
      'The queue claims hears of every file in the bucket claims-of-the-lab. Then the auditors asked for a KMS key that your team can take away, and somebody set QueueEncryption.KMS_MANAGED. The policy of the queue still lets S3 send, and has not changed. But S3 answers: Unable to validate the following destination configurations. And the auditors are not content either.',
    task: 'An upload arrives in the queue, and can be received. Messages are encrypted with a key that your team can revoke: SSE-SQS, the encryption with a key that SQS owns, is not enough here, although S3 could send to it. No other account can use the key, neither itself nor by way of S3.',
    edit: 'stack.ts',
    question: {
      text: 'A queue is encrypted with alias/aws/sqs, and its policy lets S3 send. S3 event notifications fail. What helps?',
      answers: [
        'Allow s3.amazonaws.com to use alias/aws/sqs, in the policy of that key',
        'A customer managed key whose policy allows s3.amazonaws.com kms:GenerateDataKey and kms:Decrypt',
        'Allow the bucket kms:Encrypt, in its bucket policy',
        'Encrypt the bucket with alias/aws/sqs as well',
      ],
      right: 1,
      because:
        'S3 sends as itself, so the key must let S3 in. The policy of alias/aws/sqs lets in principals of your account that come by way of SQS, and nobody can change it. Only the policy of a customer managed key is yours to write.',
    },
    hints: [
      'Read the reason to its end (AWS would keep it to itself): it names the action that was refused, and the resource. It is not the queue. Whose policy is it, and who can change it?',
      'A service that sends to a queue with a KMS key needs two policies: sqs:SendMessage in that of the queue, kms:GenerateDataKey and kms:Decrypt in that of the key. Keys of AWS, such as alias/aws/sqs, have policies that nobody can change. For the key the same conditions hold as for the queue.',
      "In stack.ts: const key = new Key(this, 'Key') of aws-cdk-lib/aws-kms; key.addToResourcePolicy(new PolicyStatement({ principals: [new ServicePrincipal('s3.amazonaws.com')], actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: ['*'], conditions: fromBucket })); and for the queue encryption: QueueEncryption.KMS, encryptionMasterKey: key.",
    ],
    commandLines: [
      'CLAIMS=$(aws sqs get-queue-url --queue-name claims --query QueueUrl --output text)',
      'ARN=$(aws sqs get-queue-attributes --queue-url "$CLAIMS" --attribute-names QueueArn --query Attributes.QueueArn --output text)',
      'aws sqs get-queue-attributes --queue-url "$CLAIMS" --attribute-names KmsMasterKeyId KmsDataKeyReusePeriodSeconds',
      'aws s3api put-bucket-notification-configuration --bucket claims-of-the-lab --notification-configuration "QueueConfigurations=[{QueueArn=$ARN,Events=[s3:ObjectCreated:*]}]"',
      'aws sqs send-message --queue-url "$CLAIMS" --message-body "you may, S3 may not"',
      'KEY=$(aws kms create-key --description "for claims" --query KeyMetadata.Arn --output text)',
      'aws kms get-key-policy --key-id "$KEY" --policy-name default --output text',
      'aws sqs set-queue-attributes --queue-url "$CLAIMS" --attributes KmsMasterKeyId="$KEY"',
      'aws kms disable-key --key-id "$KEY"',
      'aws sqs send-message --queue-url "$CLAIMS" --message-body "and now nobody may"',
    ],
    lesson:
      'With SSE-KMS two policies decide, that of the queue and that of the key. For what services such as S3, SNS and EventBridge send, the key must be a customer managed one. Where nobody asks for a key of your own, SSE-SQS encrypts without any key policy.',
    exam: [
      {
        fact: 'For S3, SNS or EventBridge to send to a queue with SSE-KMS, it takes a customer managed key whose policy allows the service kms:GenerateDataKey and kms:Decrypt.',
      },
      {
        fact: 'The policy of an AWS managed key such as alias/aws/sqs cannot be changed, nor can the key be disabled.',
      },
      {
        fact: 'With SSE-KMS a producer needs kms:GenerateDataKey and kms:Decrypt, a consumer kms:Decrypt.',
      },
      { fact: 'SSE-SQS needs no key of yours and no key policy. It is the default of new queues.' },
      {
        fact: 'Data key reuse period: 5 minutes by default, 60 seconds to 24 hours. So long SQS does not ask KMS again.',
      },
    ],
    solutions: ['solution', 'solution-source', 'solution-policy'],
    inAccount: {
      without: ['Nobody in another account can use the key'],
      because: 'Nobody can be in two accounts with the credentials of one.',
    },
    startFails: ['The upload arrives, and can be received', 'Your team can revoke the key'],
  },
  play,
);
