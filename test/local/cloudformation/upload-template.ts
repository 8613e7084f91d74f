/** A queue that a bucket notifies, as CDK synthesizes it: bucket after policy after queue. */
export function uploadTemplate(condition: object = sourceIs('111122223333')) {
  const queueArn = { 'Fn::GetAtt': ['Queue', 'Arn'] };
  const allowed = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: condition,
  };
  return {
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        DependsOn: ['Policy'],
        Properties: {
          NotificationConfiguration: { QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: queueArn }] },
        },
      },
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: { Version: '2012-10-17', Statement: [allowed] },
        },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } },
    },
    Outputs: { QueueUrl: { Value: { Ref: 'Queue' } }, BucketName: { Value: { Ref: 'Bucket' } } },
  };
}

/** Any bucket of one account, and no other. */
export function sourceIs(account: string, bucketArn = 'arn:aws:s3:::*'): object {
  return { ArnLike: { 'aws:SourceArn': bucketArn }, StringEquals: { 'aws:SourceAccount': account } };
}
