import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { builtLocalDoor } from '../dist';
import { queueName } from './requests';

async function main(): Promise<void> {
  const cloud = await builtLocalDoor().LocalCloud.start({ port: 0 });
  await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: queueName }));
  process.send?.({ endpoint: cloud.url });
}

void main();
