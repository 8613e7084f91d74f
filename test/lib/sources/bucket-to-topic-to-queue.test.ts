import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { bucketEvents, sns as fromTopic } from '../../../consumer';
import { handleBodies } from '../../../consumer/testing';
import { TopicSource, WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local';
import { type newApp, newStack } from '../synthesis';

test("an object's event comes through a topic to a handler, which sees the object", async () => {
  const stack = newStack();
  const bucketName = 'shop-uploads';
  const topic = new sns.Topic(stack, 'Topic');
  topic.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${bucketName}` },
        StringEquals: { 'aws:SourceAccount': stack.account },
      },
    }),
  );
  const bucket = new s3.Bucket(stack, 'Uploads', { bucketName });
  (bucket.node.defaultChild as s3.CfnBucket).notificationConfiguration = {
    topicConfigurations: [{ event: s3.EventType.OBJECT_CREATED, topic: topic.topicArn }],
  };
  for (const policy of topic.node.findAll().filter((node) => node instanceof sns.TopicPolicy)) {
    bucket.node.addDependency(policy);
  }
  const queue = new WorkQueue(stack, 'Uploaded').addSource(new TopicSource(topic));
  new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });

  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const [deployed] = await cloud.deploy((stack.node.root as ReturnType<typeof newApp>).synth().directory);
    // The topic may have no subscriber yet when S3 sends its test event.
    const put = new PutObjectCommand({ Bucket: bucketName, Key: 'a letter.txt', Body: 'text' });
    await cloud.client(S3Client).send(put);
    await cloud.settle();
    const QueueUrl = deployed?.outputs['QueueUrl'];
    const { Messages = [] } = await cloud
      .client(SQSClient)
      .send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
    const seen: unknown[] = [];
    const { response, deadLetters } = await handleBodies(
      {
        envelope: fromTopic(bucketEvents()),
        process: async ({ eventName, bucket: name, key, size }) => {
          seen.push({ eventName, name, key, size });
        },
      },
      Messages.map(({ Body = '' }) => Body),
    );
    expect(seen).toEqual([{ eventName: 'ObjectCreated:Put', name: bucketName, key: 'a letter.txt', size: 4 }]);
    expect([response.batchItemFailures, deadLetters]).toEqual([[], []]);
  } finally {
    await cloud.stop();
  }
});
